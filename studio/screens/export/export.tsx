import type { ReactElement } from "react";

export default function Export(): ReactElement {
  return (
    <div className="page">
      <h1>Export</h1>
    </div>
  );
}
