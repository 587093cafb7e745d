// A choice whose options carry a text puts it into a box: a ground fills what the resident reads, as long as
// nobody has typed there; a template (data-insert-adds) is put in where the cursor stands, and its first blank
// (____) is chosen, so that what is typed next stands in its place. Tab goes to the next blank; what still has
// one is not sent (textarea data-blank="why").
import { onKey } from "./keys";

const BLANK = /_{3,}|＿{2,}/g;

// Choose the first blank from a place on; says whether there is one.
function chooseBlank(box: HTMLTextAreaElement, from: number): boolean {
  BLANK.lastIndex = from;
  const found = BLANK.exec(box.value);
  if (found === null) return false;
  box.focus();
  box.setSelectionRange(found.index, found.index + found[0].length);
  return true;
}

function fill(select: HTMLSelectElement): void {
  const box = document.getElementById(select.dataset.insertInto ?? "");
  const text = select.selectedOptions[0]?.dataset.insert;
  if (!(box instanceof HTMLTextAreaElement) || text === undefined) return;
  if (select.dataset.insertAdds !== undefined) {
    const begins = box.selectionStart;
    box.setRangeText(text, begins, box.selectionEnd, "end");
    select.selectedIndex = 0;
    if (!chooseBlank(box, begins)) box.focus();
  } else if (box.value === "" || box.value === box.dataset.inserted) {
    box.value = text;
  } else {
    return;
  }
  box.dataset.inserted = box.value;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

// A fault of the browser's own kind: named at the box and announced, with the blank chosen.
function keepBlanks(box: HTMLTextAreaElement): void {
  const judge = (): void => {
    BLANK.lastIndex = 0;
    box.setCustomValidity(BLANK.test(box.value) ? (box.dataset.blank ?? "") : "");
  };
  box.addEventListener("input", judge);
  box.addEventListener("invalid", () => window.setTimeout(() => chooseBlank(box, 0)));
  onKey(box, (event) => {
    const plain = event.key === "Tab" && !event.shiftKey;
    if (plain && chooseBlank(box, box.selectionEnd)) event.preventDefault();
  });
  judge();
}

export function insertTexts(root: ParentNode): void {
  root.querySelectorAll<HTMLTextAreaElement>("textarea[data-blank]").forEach((box) => {
    if (box.dataset.blanks !== undefined) return;
    box.dataset.blanks = "";
    keepBlanks(box);
  });
  root.querySelectorAll<HTMLElement>("[data-insert-box]").forEach((box) => (box.hidden = false));
  root.querySelectorAll<HTMLSelectElement>("select[data-insert-into]").forEach((select) => {
    if (select.dataset.inserts !== undefined) return;
    select.dataset.inserts = "";
    select.addEventListener("change", () => fill(select));
  });
}
