import "./fonts.css";
import "./workbench.css";
import { foldMenu, followSystemTheme, openWithKeyboard } from "./desk";
import { start } from "./page";

followSystemTheme();
foldMenu();
openWithKeyboard();
start();
