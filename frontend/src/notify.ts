// A notice of the browser when a danger or a message arrives while the window is not looked at. It says that
// there is something, never what. The browser is asked only when somebody presses the button, and the button
// stands there only once a notice would have been of use.
const KNOWN = "yb-notices-known";
const WANTED = "yb-notices-wanted";

function isAsked(): boolean {
  return Notification.permission === "default";
}

function say(words: string): void {
  const notice = new Notification(words, { tag: "yuanba" });
  notice.onclick = () => {
    window.focus();
    notice.close();
  };
}

// What of this is new since the last look: a danger, a message, or nothing. The first look finds nothing new.
function fresh(within: Element, newest: string): "danger" | "message" | null {
  const alarms = Array.from(within.querySelectorAll<HTMLElement>("[data-alarm]"), (one) => one.dataset.alarm ?? "");
  const known = sessionStorage.getItem(KNOWN);
  sessionStorage.setItem(KNOWN, [newest, ...alarms].join(" "));
  if (known === null) return null;
  const [before = "0", ...heard] = known.split(" ");
  if (alarms.some((one) => !heard.includes(one))) return "danger";
  return Number(newest) > Number(before) ? "message" : null;
}

function offer(box: HTMLElement): void {
  const button = box.querySelector("button");
  const refused = box.querySelector<HTMLElement>("[data-notify-refused]");
  if (button === null || refused === null) return;
  box.hidden = !(isAsked() && localStorage.getItem(WANTED) === "yes");
  button.addEventListener("click", () => {
    void Notification.requestPermission().then((answer) => {
      button.hidden = true;
      refused.hidden = answer === "granted";
      box.hidden = answer === "granted";
    });
  });
}

export function notifyMe(): void {
  if (!("Notification" in window)) return;
  document.addEventListener("htmx:afterSwap", (event) => {
    const within = event.target;
    if (!(within instanceof Element) || !within.matches("[data-alarms]")) return;
    const box = within.querySelector<HTMLElement>("[data-notify]");
    if (box === null) return;
    const found = fresh(within, box.dataset.newest ?? "0");
    if (found !== null && document.hidden) {
      if (Notification.permission === "granted") say(box.dataset[found] ?? "");
      else if (isAsked()) localStorage.setItem(WANTED, "yes");
    }
    offer(box);
  });
}
