/** Layouts of what services and distributors send. */
export { layouts } from "./layouts/index.ts";
export { saleKinds } from "./layouts/sale-kinds.ts";
