/** Layouts of what social and advertising services, and lists of fans, export. */
export { exportLayouts } from "./layouts/index.ts";
