// The triage desk: on a wide screen a row of the list opens beside it, without a new page; on a phone it is a
// plain link. After a decision the next matter is there and has the focus.
import htmx from "htmx.org";
import { typeToChoose } from "./combo";
import { insertTexts } from "./insert";
import { hasAppeared, mayPress, onKey, switchKeys } from "./keys";

const WIDE = "(min-width: 1100px)";

function desk(): HTMLElement | null {
  return document.querySelector<HTMLElement>("[data-triage]");
}

function choose(row: HTMLAnchorElement): void {
  void htmx.ajax("get", row.dataset.choose ?? row.href, { target: "#triage", swap: "outerHTML show:none" });
}

function step(by: 1 | -1): void {
  const rows = Array.from(document.querySelectorAll<HTMLAnchorElement>("a[data-choose]"));
  const here = rows.findIndex((row) => row.getAttribute("aria-current") === "true");
  const next = rows[here + by];
  if (next !== undefined) choose(next);
}

// m marks what it would be merged into, again the next one; Enter then presses the marked button itself.
function markNext(): void {
  const buttons = Array.from(document.querySelectorAll<HTMLButtonElement>("[data-like] [data-merge]"));
  const here = buttons.indexOf(document.activeElement as HTMLButtonElement);
  buttons[(here + 1) % buttons.length]?.focus();
}

function pressed(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || desk() === null) return;
  if (!mayPress(event.target) || !window.matchMedia(WIDE).matches) return;
  if (event.key === "j" || event.key === "n") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "m") markNext();
}

function settle(): void {
  const home = document.querySelector<HTMLElement>("[data-keys-home]");
  const fields = document.querySelectorAll<HTMLElement>("#triage :is(input, select, textarea)[aria-invalid=true]");
  const fault = Array.from(fields).find((field) => field.getClientRects().length > 0);
  hasAppeared();
  (fault ?? home)?.focus({ preventScroll: true });
  fault?.scrollIntoView({ block: "nearest" });
  document.querySelector("a[data-choose][aria-current]")?.scrollIntoView({ block: "nearest" });
}

export function triage(): void {
  if (desk() === null) return;
  onKey(document, pressed);
  document.addEventListener("click", (event) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-choose]") : null;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    if (row === null || !isPlain || !window.matchMedia(WIDE).matches) return;
    event.preventDefault();
    choose(row);
  });
  // What was refused, or is not filled in, comes back with its status: it is shown like any other answer. A page
  // that is no desk (the log-in has run out) is opened as a page.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const told = (event as CustomEvent).detail as {
      target: HTMLElement;
      xhr: XMLHttpRequest;
      shouldSwap: boolean;
      isError: boolean;
    };
    if (told.target.id !== "triage") return;
    if (!told.xhr.responseText.includes('id="triage"')) {
      told.shouldSwap = false;
      location.reload();
    } else if (told.xhr.status === 409 || told.xhr.status === 422) {
      told.shouldSwap = true;
      told.isError = false;
    }
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const at = event.target;
    if (!(at instanceof HTMLElement) || at.id !== "triage") return;
    typeToChoose(at);
    insertTexts(at);
    switchKeys(at);
    settle();
  });
  // A lost connection or a fault of the server: what is typed stays where it is, and the page says so.
  for (const fault of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(fault, (event) => {
      const status = ((event as CustomEvent).detail as { xhr?: XMLHttpRequest }).xhr?.status ?? 0;
      const said = desk()?.querySelector<HTMLElement>("[data-said]");
      if (!said || status === 409 || status === 422) return;
      const line = document.createElement("p");
      line.className = "yb-triage__lost";
      line.textContent = desk()?.dataset.lost ?? "";
      said.replaceChildren(line);
    });
  }
  settle();
}
