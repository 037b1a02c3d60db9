import type { ReactElement } from "react";

export default function Audience(): ReactElement {
  return (
    <div className="page">
      <h1>Audience</h1>
    </div>
  );
}
