// A draft survives a lost connection, a closed tab and an empty battery.
// <form data-draft="matter.file"> is kept on this device while it is being written.
// A page that shows <meta name="draft-done" content="matter.file"> or data-draft-done="matter.file" forgets it:
// the server says that the words have arrived, the browser never guesses it.
// Files are not kept; that some were chosen is, so that the page can say that they must be chosen again.
// Without a connection a form is not sent into the void: the page says so, and the words stay.
// What staff write is found again only by themselves (<html data-drafts-of>): a desk's computer has many users.
// Passwords, codes, files, hidden fields and fields with data-no-draft are never kept.

type Draft = { at: number; fields: Record<string, string>; files?: number };

const PREFIX = "yuanba.draft.";
const DAYS_KEPT = 3;

function key(name: string): string {
  const district = location.pathname.match(/^\/d\/[^/]+/)?.[0] ?? "";
  const who = document.documentElement.dataset.draftsOf ?? "";
  return `${PREFIX}${district}.${who && `${who}.`}${name}`;
}

// Who logs out leaves nothing behind on a device that others use too.
function forgetAllOnLeaving(form: HTMLFormElement): void {
  form.addEventListener("submit", () => {
    try {
      Object.keys(localStorage)
        .filter((name) => name.startsWith(key("")))
        .forEach((name) => localStorage.removeItem(name));
    } catch {
      // the store is closed to us, so nothing lies in it
    }
  });
}

function read(name: string): Draft | null {
  try {
    const draft = JSON.parse(localStorage.getItem(key(name)) ?? "null") as Draft | null;
    const tooOld = draft !== null && Date.now() - draft.at > DAYS_KEPT * 86_400_000;
    if (tooOld) localStorage.removeItem(key(name));
    return tooOld ? null : draft;
  } catch {
    return null; // private browsing refuses the store, or the entry is broken
  }
}

function forget(name: string): void {
  try {
    localStorage.removeItem(key(name));
  } catch {
    // nothing was kept, nothing to forget
  }
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function fields(form: HTMLFormElement): Field[] {
  const never = ["password", "file", "hidden", "submit", "button"];
  return Array.from(form.elements).filter(
    (element): element is Field =>
      (element instanceof HTMLInputElement ||
        element instanceof HTMLTextAreaElement ||
        element instanceof HTMLSelectElement) &&
      element.name !== "" &&
      !never.includes(element.type) &&
      element.autocomplete !== "one-time-code" &&
      element.dataset.noDraft === undefined,
  );
}

function isChoice(field: Field): field is HTMLInputElement {
  return field instanceof HTMLInputElement && ["radio", "checkbox"].includes(field.type);
}

function collect(form: HTMLFormElement): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const field of fields(form)) {
    if (isChoice(field)) {
      if (field.checked) kept[`${field.name}=${field.value}`] = "on";
    } else if (field.value.trim() !== "") {
      kept[field.name] = field.value;
    }
  }
  return kept;
}

function chosenFiles(form: HTMLFormElement): number {
  const inputs = Array.from(form.querySelectorAll<HTMLInputElement>("input[type=file]"));
  return inputs.reduce((sum, input) => sum + (input.files?.length ?? 0), 0);
}

// Says beside the button that there is no connection, and when it is back.
function sayOffline(form: HTMLFormElement): void {
  const { wordsOffline, wordsOnline } = document.body.dataset;
  let told = form.querySelector<HTMLElement>("[data-offline]");
  if (told === null) {
    told = document.createElement("p");
    told.className = "yb-field__error yb-offline";
    told.dataset.offline = "";
    told.setAttribute("role", "alert");
    form.querySelector("button[type=submit]")?.before(told);
    const line = told;
    window.addEventListener("online", () => (line.textContent = wordsOnline ?? ""));
  }
  told.textContent = wordsOffline ?? "";
  told.scrollIntoView({ block: "center" });
}

function restore(form: HTMLFormElement, draft: Draft): boolean {
  let restored = false;
  for (const field of fields(form)) {
    if (isChoice(field)) {
      if (draft.fields[`${field.name}=${field.value}`] === "on" && !field.checked) {
        field.checked = true;
        restored = true;
      }
    } else {
      const words = draft.fields[field.name];
      if (words !== undefined && field.value === "") {
        field.value = words; // what the server sent back is never overwritten
        if (field.value === "") continue; // a choice that is not offered (yet)
        restored = true;
        if (field instanceof HTMLSelectElement) field.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }
  }
  return restored;
}

export function keepDrafts(page: ParentNode): void {
  page
    .querySelectorAll<HTMLMetaElement>('meta[name="draft-done"]')
    .forEach((done) => forget(done.content));
  page
    .querySelectorAll<HTMLElement>("[data-draft-done]")
    .forEach((done) => forget(done.dataset.draftDone ?? ""));

  page.querySelectorAll<HTMLFormElement>("form[data-forget-drafts]").forEach(forgetAllOnLeaving);

  page.querySelectorAll<HTMLFormElement>("form[data-draft]").forEach((form) => {
    const name = form.dataset.draft ?? "";
    const draft = read(name);
    const note = form.querySelector<HTMLElement>("[data-draft-note]");
    if (draft !== null && restore(form, draft) && note !== null) note.hidden = false;
    const lost = form.querySelector<HTMLElement>("[data-draft-files]");
    if (draft?.files && lost !== null) lost.hidden = false;
    // A choice may fetch the next field (the communities of a town): ask for it, then fill it too.
    form.addEventListener("htmx:afterSettle", () => {
      if (draft !== null) restore(form, draft);
    });
    form.querySelector("[data-draft-forget]")?.addEventListener("click", () => {
      forget(name);
      form.reset();
      if (note !== null) note.hidden = true;
      if (lost !== null) lost.hidden = true;
    });
    const keep = (): void => {
      const kept = collect(form);
      const files = chosenFiles(form);
      if (Object.keys(kept).length === 0 && files === 0) return forget(name);
      try {
        localStorage.setItem(key(name), JSON.stringify({ at: Date.now(), fields: kept, files }));
      } catch {
        // no room or not allowed: the page works on without a draft
      }
    };
    form.addEventListener("input", keep);
    form.addEventListener("change", () => {
      keep();
      if (lost !== null && chosenFiles(form) > 0) lost.hidden = true;
    });
    form.addEventListener("submit", (event) => {
      if (navigator.onLine) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      sayOffline(form);
    });
  });
}
