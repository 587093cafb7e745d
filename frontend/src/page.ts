// What every page of Yuanba does in the browser. Each page works without it.
import "htmx.org";
import { offerCopy } from "./copy";
import { countSigns } from "./count";
import { keepDrafts } from "./draft";
import { showFirstFault } from "./faults";
import { chooseFiles, sendWithProgress } from "./files";
import { offerFill } from "./fill";
import { sendOnce } from "./once";
import { offerPrint } from "./print";
import { submitOnChange } from "./submit";

export function start(...more: ((page: Document) => void)[]): void {
  const run = (): void => {
    keepDrafts(document);
    chooseFiles(document);
    sendWithProgress(document);
    offerCopy(document);
    offerFill(document);
    offerPrint(document);
    sendOnce(document);
    submitOnChange(document);
    countSigns(document);
    more.forEach((one) => one(document));
    showFirstFault(document.querySelector("main") ?? document);
  };
  // After htmx, which wakes at the same moment and was imported first.
  if (document.readyState !== "complete") {
    document.addEventListener("DOMContentLoaded", run);
  } else {
    run();
  }
}
