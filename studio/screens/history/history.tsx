import type { ReactElement } from "react";

export default function History(): ReactElement {
  return (
    <div className="page">
      <h1>History</h1>
    </div>
  );
}
