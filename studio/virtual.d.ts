declare module "virtual:tokens.css";
declare module "*?worker&url" {
  const url: string;
  export default url;
}
