// Files chosen on a phone: they add up, can be taken out again, and are sent with a visible progress.
// <input type="file" data-files="4" data-files-mb="12"> says how many and how large; the server asks again.
// A form marked data-progress that holds files is sent by this script: when the answer is a fault, the words and
// the files stay, and only the faults are shown. Without scripts the form works as any other. Nothing is stored.

import { showFirstFault } from "./faults";

type Kept = { input: HTMLInputElement; files: File[] };

const kept = new Map<HTMLInputElement, Kept>();

function size(bytes: number): string {
  return bytes < 1_048_576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}

function give(one: Kept): void {
  const transfer = new DataTransfer();
  one.files.forEach((file) => transfer.items.add(file));
  one.input.files = transfer.files;
}

const shown = new Map<File, string>(); // one address for each file, however often the list is drawn

// A small picture, or the voice to listen to again; a format that this browser cannot show has its name alone.
function preview(file: File): HTMLElement | null {
  if (!/^(image|audio)\//.test(file.type)) return null;
  const address = shown.get(file) ?? URL.createObjectURL(file);
  shown.set(file, address);
  if (file.type.startsWith("audio/")) return Object.assign(new Audio(address), { controls: true });
  const picture = Object.assign(new Image(), { src: address, alt: "" });
  picture.addEventListener("error", () => picture.remove());
  return picture;
}

function show(list: HTMLElement, form: HTMLFormElement, faults: string[]): void {
  list.replaceChildren();
  for (const words of faults) {
    const line = document.createElement("li");
    line.className = "yb-files__fault";
    line.append(Object.assign(document.createElement("span"), { textContent: words }));
    list.append(line);
  }
  form.querySelectorAll<HTMLInputElement>("input[data-files]").forEach((input) => {
    kept.get(input)?.files.forEach((file, place) => {
      const line = document.createElement("li");
      const look = preview(file);
      if (look) line.append(look);
      const words = document.createElement("span");
      words.textContent = `${file.name} · ${size(file.size)}`;
      const remove = document.createElement("button");
      remove.type = "button";
      remove.textContent = list.dataset.wordsRemove ?? "×";
      remove.setAttribute("aria-label", `${remove.textContent}: ${file.name}`);
      remove.addEventListener("click", () => {
        const one = kept.get(input);
        if (one === undefined) return;
        one.files.splice(place, 1);
        URL.revokeObjectURL(shown.get(file) ?? "");
        shown.delete(file);
        give(one);
        show(list, form, []);
        input.focus();
      });
      line.append(words, remove);
      list.append(line);
    });
  });
}

// Puts a file that a script made, such as a recording, among those that were chosen.
export function addFile(input: HTMLInputElement, file: File): void {
  const transfer = new DataTransfer();
  transfer.items.add(file);
  input.files = transfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

export function chooseFiles(page: ParentNode): void {
  page.querySelectorAll<HTMLInputElement>("input[type=file][data-files]").forEach((input) => {
    const form = input.form;
    const list = form?.querySelector<HTMLElement>("[data-files-chosen]");
    if (!form || !list) return;
    const most = Number(input.dataset.files);
    const megabytes = Number(input.dataset.filesMb);
    const one: Kept = { input, files: [] };
    kept.set(input, one);
    input.addEventListener("change", () => {
      const faults: string[] = [];
      for (const file of Array.from(input.files ?? [])) {
        const isKnown = one.files.some((known) => known.name === file.name && known.size === file.size);
        if (isKnown) continue;
        if (file.size > megabytes * 1_048_576) {
          faults.push(`${file.name}: ${(list.dataset.wordsLarge ?? "").replace("{most}", String(megabytes))}`);
        } else if (most === 1) {
          one.files = [file]; // a second voice takes the place of the first
        } else if (one.files.length >= most) {
          faults.push((list.dataset.wordsMany ?? "").replace("{most}", String(most)));
          break;
        } else {
          one.files.push(file);
        }
      }
      give(one);
      show(list, form, faults);
    });
  });
}

function hasFiles(form: HTMLFormElement): boolean {
  return Array.from(form.querySelectorAll<HTMLInputElement>("input[type=file]")).some(
    (input) => (input.files?.length ?? 0) > 0,
  );
}

// Each fault goes to its own field, as on a page that the server sends.
function showAtFields(form: HTMLFormElement, answer: Document): void {
  form.querySelectorAll("[aria-invalid=true]").forEach((field) => field.removeAttribute("aria-invalid"));
  form.querySelectorAll("[data-fault]").forEach((fault) => fault.remove());
  answer.querySelectorAll<HTMLInputElement>("form[data-progress] [aria-invalid=true]").forEach((faulty) => {
    const own = form.querySelector<HTMLElement>(`[name="${CSS.escape(faulty.name)}"]`);
    const said = answer.getElementById(`${faulty.id}_error`)?.cloneNode(true);
    if (own === null || !(said instanceof HTMLElement)) return;
    own.setAttribute("aria-invalid", "true");
    own.setAttribute("aria-describedby", said.id);
    said.dataset.fault = "";
    const empty = form.querySelector(`#${CSS.escape(said.id)}`);
    if (empty) empty.replaceWith(said);
    else own.after(said);
  });
}

function showFaults(form: HTMLFormElement, answer: Document): void {
  const place = form.querySelector<HTMLElement>("[data-faults]");
  if (place === null) return;
  const told = answer.querySelector("form[data-progress] [data-faults]") ?? answer.querySelector("main .yb-banner");
  place.replaceChildren();
  if (told) place.append(...Array.from(told.cloneNode(true).childNodes));
  showAtFields(form, answer);
  if (place.childNodes.length === 0) place.textContent = answer.querySelector("main")?.textContent?.trim() ?? "";
  for (const name of ["key", "csrfmiddlewaretoken"]) {
    const fresh = answer.querySelector<HTMLInputElement>(`form[data-progress] input[name=${name}]`);
    const own = form.querySelector<HTMLInputElement>(`input[name=${name}]`);
    if (fresh && own) own.value = fresh.value;
  }
  if (!showFirstFault(form)) place.scrollIntoView({ block: "center" });
}

function send(form: HTMLFormElement): void {
  const bar = form.querySelector<HTMLElement>("[data-progress-bar]");
  const meter = bar?.querySelector("progress");
  const words = bar?.querySelector<HTMLElement>("[data-progress-words]");
  const buttons = form.querySelectorAll<HTMLButtonElement>("button[type=submit]");
  const rest = (): void => {
    delete form.dataset.sent;
    buttons.forEach((button) => {
      button.removeAttribute("aria-disabled");
      button.classList.remove("is-sending");
    });
  };
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("X-Sent-By-Script", "1"); // the answer is where to go, see SentByScriptMiddleware
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    const part = Math.round((event.loaded / event.total) * 100);
    if (meter) meter.value = part;
    if (words) words.textContent = `${words.dataset.progressWords ?? ""} ${part}%`;
  });
  request.addEventListener("load", () => {
    if (request.status < 400) {
      location.assign(request.getResponseHeader("X-Next") ?? request.responseURL);
      return;
    }
    rest();
    if (bar) bar.hidden = true;
    showFaults(form, new DOMParser().parseFromString(request.responseText, "text/html"));
  });
  const lost = (): void => {
    rest();
    if (words) words.textContent = words.dataset.progressLost ?? "";
  };
  request.addEventListener("error", lost);
  request.addEventListener("timeout", lost);
  form.dataset.sent = "yes";
  buttons.forEach((button) => {
    button.setAttribute("aria-disabled", "true");
    button.classList.add("is-sending");
  });
  if (bar) bar.hidden = false;
  request.send(new FormData(form));
}

export function sendWithProgress(page: ParentNode): void {
  page.querySelectorAll<HTMLFormElement>("form[data-progress]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      if (!hasFiles(form)) return;
      event.preventDefault();
      if (form.dataset.sent !== "yes") send(form);
    });
  });
}
