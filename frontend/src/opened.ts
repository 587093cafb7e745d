// The form in a fold of a matter's page comes when the fold is opened: it is then treated like the rest of the page.
import { typeToChoose } from "./combo";
import { countSigns } from "./count";
import { keepDrafts } from "./draft";
import { chooseFiles, sendWithProgress } from "./files";
import { insertTexts } from "./insert";

export function wakeOpened(): void {
  document.addEventListener("htmx:load", (event) => {
    const fold = event.target instanceof Element ? event.target.closest(".yb-opens__in") : null;
    if (fold === null) return;
    keepDrafts(fold);
    chooseFiles(fold);
    sendWithProgress(fold);
    countSigns(fold);
    typeToChoose(fold);
    insertTexts(fold);
  });
}
