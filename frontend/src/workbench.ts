import "./fonts.css";
import "./workbench.css";
import { followSystemTheme, openWithKeyboard } from "./desk";
import { start } from "./page";

followSystemTheme();
openWithKeyboard();
start();
