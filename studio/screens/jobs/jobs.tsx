import type { ReactElement } from "react";

export default function Jobs(): ReactElement {
  return (
    <div className="page">
      <h1>Jobs</h1>
    </div>
  );
}
