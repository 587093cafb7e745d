// Hold to speak: the browser records as it can, and what was said is turned into WAV (one channel, 16 kHz), which every
// browser can write and our server reads: a minute is 1.9 MB. The recording joins the files of the form's voice input.
// A tap or the space bar starts and ends it too. Where there is no microphone, a recording can still be chosen.

import { addFile } from "./files";

const HERTZ = 16_000;
const SHORTEST_MS = 700;

function wav(samples: Float32Array): Blob {
  const bytes = new DataView(new ArrayBuffer(44 + samples.length * 2));
  const word = (at: number, text: string): void => Array.from(text).forEach((sign, n) => bytes.setUint8(at + n, sign.charCodeAt(0)));
  word(0, "RIFF");
  bytes.setUint32(4, 36 + samples.length * 2, true);
  word(8, "WAVEfmt ");
  bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true);
  bytes.setUint16(22, 1, true);
  bytes.setUint32(24, HERTZ, true);
  bytes.setUint32(28, HERTZ * 2, true);
  bytes.setUint16(32, 2, true);
  bytes.setUint16(34, 16, true);
  word(36, "data");
  bytes.setUint32(40, samples.length * 2, true);
  samples.forEach((sample, n) => bytes.setInt16(44 + n * 2, Math.max(-1, Math.min(1, sample)) * 0x7fff, true));
  return new Blob([bytes.buffer], { type: "audio/wav" });
}

async function asWav(recorded: Blob, seconds: number): Promise<Blob> {
  const context = new AudioContext();
  const heard = await context.decodeAudioData(await recorded.arrayBuffer());
  await context.close();
  const length = Math.ceil(Math.min(heard.duration, seconds) * HERTZ);
  const offline = new OfflineAudioContext(1, Math.max(1, length), HERTZ);
  const source = offline.createBufferSource();
  source.buffer = heard;
  source.connect(offline.destination);
  source.start();
  return wav((await offline.startRendering()).getChannelData(0));
}

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

export function offerRecording(page: Document): void {
  const can = typeof MediaRecorder === "function" && typeof OfflineAudioContext === "function";
  if (!can || !navigator.mediaDevices?.getUserMedia) return;
  page.querySelectorAll<HTMLElement>("[data-record]").forEach((part) => {
    const input = part.closest("form")?.querySelector<HTMLInputElement>(`[name="${part.dataset.record ?? ""}"]`);
    const button = part.querySelector("button");
    const said = part.querySelector<HTMLElement>("[data-record-said]");
    const [idle, busy] = ["idle", "busy"].map((name) => part.querySelector<HTMLElement>(`[data-record-${name}]`));
    const time = part.querySelector<HTMLElement>("[data-record-clock]");
    if (!input || !button || !said || !idle || !busy || !time) return;
    part.hidden = false;
    const most = Number(part.dataset.recordSeconds) || 60;
    let recorder: MediaRecorder | null = null;
    let wanted = false; // the permission may be given after the finger has left
    let began = 0;
    let ticking = 0;
    const look = (): void => {
      const isOn = recorder?.state === "recording";
      button.setAttribute("aria-pressed", String(isOn));
      idle.hidden = isOn;
      busy.hidden = !isOn;
    };
    const end = (): void => {
      wanted = false;
      if (recorder?.state === "recording") recorder.stop();
    };
    const keep = async (parts: Blob[], type: string): Promise<void> => {
      window.clearInterval(ticking);
      look();
      if (Date.now() - began < SHORTEST_MS) {
        said.textContent = part.dataset.wordsShort ?? "";
        return;
      }
      try {
        const told = await asWav(new Blob(parts, { type }), most);
        addFile(input, new File([told], `${part.dataset.wordsName ?? "voice"}.wav`, { type: "audio/wav" }));
      } catch {
        said.textContent = part.dataset.wordsShort ?? ""; // nothing that can be played came out
      }
    };
    const begin = async (): Promise<void> => {
      if (wanted) return;
      wanted = true;
      said.textContent = "";
      try {
        const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
        const now = new MediaRecorder(stream);
        const parts: Blob[] = [];
        now.addEventListener("dataavailable", (event) => parts.push(event.data));
        now.addEventListener("stop", () => {
          stream.getTracks().forEach((track) => track.stop());
          void keep(parts, now.mimeType);
        });
        recorder = now;
        began = Date.now();
        now.start();
        if (!wanted) now.stop();
        look();
        time.textContent = clock(0);
        ticking = window.setInterval(() => {
          time.textContent = clock(Date.now() - began);
          if (Date.now() - began >= most * 1000) end();
        }, 200);
      } catch {
        wanted = false;
        said.textContent = part.dataset.wordsDenied ?? "";
      }
    };
    button.addEventListener("pointerdown", (event) => {
      button.setPointerCapture(event.pointerId);
      void begin();
    });
    for (const name of ["pointerup", "pointercancel"]) button.addEventListener(name, end);
    button.addEventListener("contextmenu", (event) => event.preventDefault()); // a long press opens none
    button.addEventListener("click", (event) => {
      if (event.detail !== 0) return; // a finger: it has ended by itself
      if (wanted) end();
      else void begin();
    });
  });
}
