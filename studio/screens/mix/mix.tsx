import type { ReactElement } from "react";

export default function Mix(): ReactElement {
  return (
    <div className="page">
      <h1>Mix</h1>
    </div>
  );
}
