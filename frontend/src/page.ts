// What every page of Yuanba does in the browser. Each page works without it.
import "htmx.org";
import { offerCopy } from "./copy";
import { keepDrafts } from "./draft";
import { sendOnce } from "./once";
import { submitOnChange } from "./submit";

export function start(): void {
  const run = (): void => {
    keepDrafts(document);
    offerCopy(document);
    sendOnce(document);
    submitOnChange(document);
  };
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", run);
  } else {
    run();
  }
}
