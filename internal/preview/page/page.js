"use strict";
// The page shows the chat as the server tells it and sends what is done. What
// the bot says is HTML that it escaped itself; only its few tags are built here.
const chat = document.getElementById("chat");
const text = document.getElementById("text");
const passed = document.getElementById("forward");
const toast = document.getElementById("toast");
const state = document.getElementById("state");
let lastToast = "";
let shown = new Map();

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
    note.textContent = "diteruskan";
    words.append(note);
  }
  copy(new DOMParser().parseFromString(message.html || "(tanpa teks)", "text/html").body, words);
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
    navigator.clipboard.writeText(one.copy_text.text).then(() => say("Disalin"), () => say("Tidak bisa menyalin"));
  };
  return made;
}

function hint() {
  const box = document.createElement("div");
  box.className = "hint";
  box.append("Ini bot yang sama seperti di Telegram, hanya di komputer ini. Tidak ada yang dikirim keluar.");
  const go = document.createElement("button");
  go.textContent = "Mulai";
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
  chat.replaceChildren(...(nodes.length ? nodes : [hint()]));
  if (atEnd) chat.scrollTop = chat.scrollHeight;
  if (now.toast && now.toast !== lastToast) say(now.toast);
  lastToast = now.toast;
}

function send() {
  const words = text.value.trim();
  if (!words) return;
  act({ do: passed.checked ? "forward" : "say", text: words });
  text.value = "";
  text.style.height = "";
  passed.checked = false;
}

document.getElementById("composer").onsubmit = (e) => { e.preventDefault(); send(); };
text.onkeydown = (e) => { if (e.key === "Enter" && !e.shiftKey && !e.isComposing) { e.preventDefault(); send(); } };
text.oninput = () => { text.style.height = ""; text.style.height = text.scrollHeight + 2 + "px"; };
for (const b of document.querySelectorAll("[data-lang]")) b.onclick = () => { act({ do: "lang", text: b.dataset.lang }); b.closest("details").open = false; };
for (const b of document.querySelectorAll("[data-send]")) b.onclick = () => { act({ do: "send", text: b.dataset.send }); b.closest("details").open = false; };
document.getElementById("restart").onclick = (e) => { act({ do: "restart" }).then(() => say("Bot dimulai ulang")); e.target.closest("details").open = false; };

const events = new EventSource("/events");
events.onmessage = (e) => { state.textContent = "pratinjau di komputer ini"; show(JSON.parse(e.data)); };
events.onerror = () => { state.textContent = "menyambung lagi"; };
