import "virtual:tokens.css";
import "./design/fonts.css";
import "./design/base.css";
import "./design/screens.css";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { readTheme } from "./state/settings.ts";

readTheme();
createRoot(document.getElementById("studio") as HTMLElement).render(<App />);
