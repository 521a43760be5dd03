"use strict";
// The page shows the chat as the server tells it and sends what is done. What
// the bot says is HTML that it escaped itself; only its few tags are built here.
const chat = document.getElementById("chat");
const text = document.getElementById("text");
const passed = document.getElementById("forward");
const toast = document.getElementById("toast");
const state = document.getElementById("state");
let lastToast = "";
let lastID = 0;
let shown = new Map();

// What the page itself says, in the language of the app.
const says = {
  id: { here: "pratinjau di komputer ini", again: "menyambung lagi", passed: "diteruskan", pass: "teruskan", empty: "(tanpa teks)", write: "Tulis pesan", begin: "Mulai", send: "Kirim", more: "Lainnya",
    hint: "Ini bot yang sama seperti di Telegram, hanya di komputer ini. Tidak ada yang dikirim keluar.", copied: "Disalin", uncopied: "Tidak bisa menyalin", restarted: "Bot dimulai ulang", photo: "Kirim gambar", voice: "Kirim suara", restart: "Mulai ulang bot", look: "Lihat yang disimpan", nothing: "tidak ada", close: "Tutup" },
  en: { here: "preview on this computer", again: "connecting again", passed: "forwarded", pass: "forward", empty: "(no text)", write: "Write a message", begin: "Start", send: "Send", more: "More",
    hint: "This is the same bot as on Telegram, on this computer only. Nothing is sent out.", copied: "Copied", uncopied: "Could not copy", restarted: "The bot was restarted", photo: "Send a picture", voice: "Send a voice message", restart: "Restart the bot", look: "See what is kept", nothing: "nothing", close: "Close" },
};
// The page opens in the language of the browser. The bot answers these in Indonesian, any other in English.
const indonesian = ["id", "in", "ms", "jv", "su", "min", "ban", "bug"];
let app = sessionStorage.getItem("app") || (indonesian.includes(navigator.language.split("-")[0]) ? "id" : "en");
const word = (key) => says[app][key];

async function act(deed) {
  const answer = await fetch("/do", { method: "POST", body: JSON.stringify(deed) });
  if (!answer.ok) say(await answer.text());
}

function say(words) {
  toast.textContent = words;
  toast.hidden = false;
  setTimeout(() => { toast.hidden = true; }, 3500);
}

const tags = { B: "strong", PRE: "pre", I: "em", CODE: "code" };

function copy(from, to) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) { to.append(node.textContent); continue; }
    const made = document.createElement(tags[node.nodeName] || "span");
    copy(node, made);
    to.append(made);
  }
}

function bubble(message) {
  const box = document.createElement("div");
  box.className = "msg" + (message.mine ? " mine" : "");
  const words = document.createElement("div");
  words.className = "bubble";
  if (message.passed) {
    const note = document.createElement("small");
    note.textContent = word("passed");
    words.append(note);
  }
  if (message.photo) {
    const photo = document.createElement("img");
    photo.src = "photo/" + message.photo;
    photo.alt = "";
    words.append(photo);
  }
  copy(new DOMParser().parseFromString(message.html || word("empty"), "text/html").body, words);
  box.append(words);
  const rows = document.createElement("div");
  rows.className = "rows";
  for (const line of message.rows || []) {
    const row = document.createElement("div");
    row.className = "row";
    for (const one of line) row.append(button(message, one));
    rows.append(row);
  }
  if (rows.childNodes.length) box.append(rows);
  return box;
}

function button(message, one) {
  const made = document.createElement(one.url ? "a" : "button");
  made.textContent = one.text;
  if (one.url) { made.href = one.url; made.rel = "noreferrer"; made.target = "_blank"; return made; }
  made.type = "button";
  made.onclick = () => {
    if (!one.copy_text) { act({ do: "tap", message: message.id, data: one.callback_data }); return; }
    navigator.clipboard.writeText(one.copy_text.text).then(() => say(word("copied")), () => say(word("uncopied")));
  };
  return made;
}

function hint() {
  const box = document.createElement("div");
  box.className = "hint";
  box.append(word("hint"));
  const go = document.createElement("button");
  go.textContent = word("begin");
  go.onclick = () => act({ do: "say", text: "/start" });
  box.append(document.createElement("br"), go);
  return box;
}

function show(now) {
  const atEnd = chat.scrollHeight - chat.scrollTop - chat.clientHeight < 120;
  const kept = new Map();
  const nodes = [];
  for (const message of now.messages) {
    const key = message.id + JSON.stringify(message);
    const node = shown.get(key) || bubble(message);
    kept.set(key, node);
    nodes.push(node);
  }
  shown = kept;
  const newest = nodes[nodes.length - 1];
  const id = Math.max(0, ...now.messages.map((message) => message.id));
  const came = id > lastID;
  lastID = id;
  chat.replaceChildren(...(nodes.length ? nodes : [hint()]));
  if (came || atEnd) chat.scrollTop = chat.scrollHeight;
  // A long answer is read from its first line, not from its buttons.
  if (came && newest.offsetHeight + 34 > chat.clientHeight) chat.scrollTop = newest.offsetTop - chat.offsetTop - 8;
  if (now.toast && now.toast !== lastToast) say(now.toast);
  lastToast = now.toast;
}

// The panel for those who work on the bot: slots, values, signals.
const panel = document.getElementById("kept");

async function look() {
  if (panel.hidden) return;
  const answer = await fetch("/kept");
  if (!answer.ok) { say(await answer.text()); return; }
  const kept = await answer.json();
  const lines = [["flow", (kept.flows || []).join(" > ")], ...(kept.answers || []), ["verdict", kept.verdict], ["signals", (kept.signals || []).join(", ")]];
  const list = panel.querySelector("dl");
  list.replaceChildren();
  for (const [name, value] of lines) {
    const term = document.createElement("dt");
    const what = document.createElement("dd");
    term.textContent = name;
    what.textContent = value || word("nothing");
    list.append(term, what);
  }
}

function send() {
  const words = text.value.trim();
  if (!words) return;
  act({ do: passed.checked ? "forward" : "say", text: words });
  text.value = "";
  text.style.height = "";
  passed.checked = false;
}

// label writes the page's own words in the language of the app.
function label() {
  document.documentElement.lang = app;
  for (const e of document.querySelectorAll("[data-word]")) e.textContent = word(e.dataset.word);
  for (const e of document.querySelectorAll("[data-aria]")) e.setAttribute("aria-label", word(e.dataset.aria));
  text.placeholder = word("write");
  if (!shown.size) chat.replaceChildren(hint());
}

// speak sets the language of the app, which Telegram tells the bot with every message.
function speak(lang) {
  app = lang;
  sessionStorage.setItem("app", app);
  label();
  act({ do: "lang", text: app });
}
speak(app);

document.getElementById("composer").onsubmit = (e) => { e.preventDefault(); send(); };
text.onkeydown = (e) => { if (e.key === "Enter" && !e.shiftKey && !e.isComposing) { e.preventDefault(); send(); } };
text.oninput = () => { text.style.height = ""; text.style.height = text.scrollHeight + 2 + "px"; };
for (const b of document.querySelectorAll("[data-lang]")) b.onclick = () => { speak(b.dataset.lang); b.closest("details").open = false; };
const file = document.getElementById("file");
document.getElementById("photo").onclick = (e) => { e.target.closest("details").open = false; file.click(); };
file.onchange = () => { if (file.files[0]) fetch("picture", { method: "POST", body: file.files[0] }); file.value = ""; };
for (const b of document.querySelectorAll("[data-send]")) b.onclick = () => { act({ do: "send", text: b.dataset.send }); b.closest("details").open = false; };
document.getElementById("restart").onclick = (e) => { act({ do: "restart" }).then(() => say(word("restarted"))); e.target.closest("details").open = false; };

document.getElementById("look").onclick = (e) => { panel.hidden = false; look(); e.target.closest("details").open = false; };
document.getElementById("unlook").onclick = () => { panel.hidden = true; };

const events = new EventSource("/events");
events.onmessage = (e) => { state.textContent = word("here"); show(JSON.parse(e.data)); look(); };
events.onerror = () => { state.textContent = word("again"); };
