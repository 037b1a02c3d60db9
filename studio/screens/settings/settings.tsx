import type { ReactElement } from "react";

export default function Settings(): ReactElement {
  return (
    <div className="page">
      <h1>Settings</h1>
    </div>
  );
}
