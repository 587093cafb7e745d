// Dangers that nobody has acted on stand first on every page of the desk. The server says which; here a new
// one is said aloud to screen readers, named in the title of the window, and, for who wants it, sounded.
const HEARD = "yb-alarms-heard";
const SOUND = "yb-alarms-sound";

function isOn(): boolean {
  return localStorage.getItem(SOUND) === "on";
}

// Two short tones, made here: there is no file to load, and none to be missing.
function sound(): void {
  const audio = new AudioContext();
  [0, 0.35].forEach((after) => {
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    loudness.gain.value = 0.2;
    tone.frequency.value = 880;
    tone.connect(loudness).connect(audio.destination);
    tone.start(audio.currentTime + after);
    tone.stop(audio.currentTime + after + 0.25);
  });
  window.setTimeout(() => void audio.close(), 1000);
}

function showSwitch(within: Element): void {
  const button = within.querySelector<HTMLButtonElement>("[data-alarms-sound]");
  if (button === null) return;
  const show = (): void => {
    button.setAttribute("aria-pressed", String(isOn()));
    button.textContent = (isOn() ? button.dataset.on : button.dataset.off) ?? "";
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    localStorage.setItem(SOUND, isOn() ? "off" : "on");
    show();
    if (isOn()) sound();
  });
  show();
}

let isUnfolded = false; // the list is asked for again every while: what was unfolded stays so

function unfold(within: Element): void {
  const button = within.querySelector<HTMLButtonElement>("[data-alarms-more]");
  const others = within.querySelector<HTMLElement>("ul");
  if (button === null || others === null) return;
  const show = (): void => {
    button.setAttribute("aria-expanded", String(isUnfolded));
    others.hidden = !isUnfolded;
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    isUnfolded = !isUnfolded;
    show();
  });
  show();
}

function tell(within: Element): void {
  const found = Array.from(within.querySelectorAll<HTMLElement>("[data-alarm]"));
  const heard = new Set((sessionStorage.getItem(HEARD) ?? "").split(" "));
  const fresh = found.filter((one) => !heard.has(one.dataset.alarm ?? ""));
  sessionStorage.setItem(HEARD, found.map((one) => one.dataset.alarm).join(" "));
  document.title = `${found.length > 0 ? "⚠ " : ""}${document.title.replace(/^⚠ /, "")}`;
  if (found.length > 0 && isOn()) sound();
  const said = document.querySelector("[data-alarms-said]");
  if (said === null || fresh.length === 0) return;
  const head = within.querySelector("h2")?.textContent?.trim() ?? "";
  said.textContent = [head, ...fresh.map((one) => one.querySelector("a")?.textContent?.trim() ?? "")].join("。");
}

export function watchAlarms(): void {
  document.addEventListener("htmx:afterSwap", (event) => {
    const within = event.target;
    if (!(within instanceof Element) || !within.matches("[data-alarms]")) return;
    showSwitch(within);
    unfold(within);
    tell(within);
  });
}
