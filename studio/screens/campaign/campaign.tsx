import type { ReactElement } from "react";

export default function Campaign(): ReactElement {
  return (
    <div className="page">
      <h1>Campaign</h1>
    </div>
  );
}
