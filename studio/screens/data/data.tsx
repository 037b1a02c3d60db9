import type { ReactElement } from "react";

export default function Data(): ReactElement {
  return (
    <div className="page">
      <h1>Data</h1>
    </div>
  );
}
