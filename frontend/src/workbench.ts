import "./fonts.css";
import "./workbench.css";
import { typeToChoose } from "./combo";
import { foldMenu, followSystemTheme, openWithKeyboard } from "./desk";
import { showKeys } from "./help";
import { insertTexts } from "./insert";
import { listenForKeys } from "./keys";
import { start } from "./page";
import { triage } from "./triage";

followSystemTheme();
foldMenu();
openWithKeyboard();
typeToChoose(document);
insertTexts(document);
listenForKeys();
showKeys();
triage();
start();
