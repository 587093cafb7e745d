// The limit of a field is told while somebody types, not after they have sent it; what is pasted is never cut in silence.
// Long texts say it from the start, short fields when little is left. <body data-words-left data-words-over>

const SHORT = 300;

// As the server counts: signs, not halves of them, and a new line as the two signs that a form sends.
function length(text: string): number {
  return Array.from(text.replace(/\r\n|\r|\n/g, "\r\n")).length;
}

export function countSigns(page: ParentNode): void {
  const { wordsLeft, wordsOver } = document.body.dataset;
  if (!wordsLeft || !wordsOver) return;
  const found = "textarea[maxlength], input[type=text][maxlength]:not([autocomplete=one-time-code])";
  page.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>(found).forEach((field) => {
    const most = field.maxLength;
    field.removeAttribute("maxlength");
    const line = document.createElement("p");
    line.className = "yb-count";
    const told = document.createElement("span");
    told.setAttribute("role", "status"); // read out when little is left, not at every sign
    told.className = "yb-visually-hidden";
    field.after(line, told);
    const tell = (): void => {
      const left = most - length(field.value);
      const isShort = most <= SHORT;
      const isNear = left <= Math.max(10, most / 10);
      line.hidden = isShort && !isNear;
      line.classList.toggle("yb-count--over", left < 0);
      line.textContent = (left < 0 ? wordsOver : wordsLeft).replace("{n}", String(Math.abs(left)));
      const said = left < 0 ? line.textContent : "";
      if (told.textContent !== said) told.textContent = said;
    };
    field.addEventListener("input", tell);
    field.form?.addEventListener("reset", () => window.setTimeout(tell));
    tell();
  });
}
