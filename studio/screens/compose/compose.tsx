import type { ReactElement } from "react";

export default function Compose(): ReactElement {
  return (
    <div className="page">
      <h1>Compose</h1>
    </div>
  );
}
