/** Layouts of what social and advertising services, and lists of fans, export. */
export { downloadChoices, downloadTable, isPostDownload, isPrivateFile } from "./downloads.ts";
export { exportLayouts } from "./layouts/index.ts";
export { FEWEST_SHOWN, type PeopleCell, shownCells } from "./small-cells.ts";
