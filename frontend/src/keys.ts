// One key for one thing: <button data-key="y Enter">, <summary data-key="e">. A key presses what is
// visible, nothing else; a summary opens and its first field is ready to type in. Escape leaves a field and
// goes back to what [data-keys-home] names. Ctrl+Enter sends the form that one is typing in. Who works with
// speech or a screen reader switches keys off.

const STORE = "yuanba.keys";
/** What has just appeared cannot have been read: a key that bounces decides nothing about it. */
const UNREAD_MS = 300;
/** UI Events, 7.3.1: the key code of everything that goes to an input method. */
const WRITING = 229;

let appeared = -UNREAD_MS;

export function hasAppeared(): void {
  appeared = performance.now();
}

export function areKeysOn(): boolean {
  try {
    return localStorage.getItem(STORE) !== "off";
  } catch {
    return true; // private browsing: nothing is kept, keys stay on
  }
}

export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}

/** Whether a single key is a command here: nobody types, keys are on, and no dialog lies over the page. */
export function mayPress(target: EventTarget | null): boolean {
  return !isTyping(target) && areKeysOn() && document.querySelector("dialog[open]") === null;
}

/**
 * Tells of keys as `listener`, but for those with which an input method is writing: they belong to it, and the
 * Enter that ends a word picks and sends nothing. Some browsers say so only by the code 229. All keys come this way.
 */
export function onKey(target: Document | HTMLElement, listener: (event: KeyboardEvent) => void): void {
  target.addEventListener("keydown", (event) => {
    const key = event as KeyboardEvent;
    if (!key.isComposing && key.keyCode !== WRITING) listener(key);
  });
}

function home(): HTMLElement | null {
  return document.querySelector<HTMLElement>("[data-keys-home]");
}

function isVisible(element: HTMLElement): boolean {
  return element.getClientRects().length > 0;
}

function press(element: HTMLElement): void {
  if (element.tagName !== "SUMMARY") {
    element.click();
    return;
  }
  const fold = element.parentElement as HTMLDetailsElement;
  fold.open = !fold.open;
  if (!fold.open) {
    home()?.focus();
    return;
  }
  fold.scrollIntoView({ block: "nearest" });
  const fields = Array.from(fold.querySelectorAll<HTMLElement>("input:not([type=hidden]), select, textarea"));
  fields.find(isVisible)?.focus();
}

function leave(field: HTMLElement): void {
  const fold = field.closest<HTMLDetailsElement>("details[open]");
  if (fold !== null) fold.open = false;
  home()?.focus();
}

function send(event: KeyboardEvent): void {
  const field = event.target;
  if (event.repeat || !isTyping(field) || !(field instanceof HTMLElement)) return;
  const button = field.closest("form")?.querySelector<HTMLButtonElement>("button[type=submit]:not([name])");
  if (!button || home() === null) return;
  event.preventDefault();
  button.click();
}

function pressed(event: KeyboardEvent): void {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    send(event);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return;
  if (home() === null || document.querySelector("dialog[open]") !== null) return;
  const target = event.target instanceof HTMLElement ? event.target : document.body;
  if (event.key === "Escape" && target !== home()) {
    leave(target);
    return;
  }
  if (!mayPress(target)) return;
  // Enter belongs to whatever has the focus; only where nothing has it, it is a key like the others.
  if (event.key === "Enter" && target !== document.body && target !== home()) return;
  const found = Array.from(document.querySelectorAll<HTMLElement>("[data-key]")).find(
    (one) => isVisible(one) && (one.dataset.key ?? "").split(" ").includes(event.key),
  );
  if (found === undefined) return;
  event.preventDefault();
  if (found.tagName === "BUTTON" && performance.now() - appeared < UNREAD_MS) return;
  press(found);
}

function tell(button: HTMLButtonElement): void {
  button.hidden = false;
  button.textContent = (areKeysOn() ? button.dataset.on : button.dataset.off) ?? "";
  button.setAttribute("aria-pressed", String(areKeysOn()));
}

export function switchKeys(root: ParentNode): void {
  root.querySelectorAll<HTMLButtonElement>("button[data-keys-switch]").forEach((button) => {
    tell(button);
    button.addEventListener("click", () => {
      try {
        localStorage.setItem(STORE, areKeysOn() ? "off" : "on");
      } catch {
        return;
      }
      tell(button);
    });
  });
}

export function listenForKeys(): void {
  onKey(document, pressed);
  switchKeys(document);
}
