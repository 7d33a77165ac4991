"use strict";
(()=>{
const summary = document.querySelector("[data-takes-focus]");
if (summary) summary.focus();
const forget = () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
document.addEventListener("submit", (event) => {
const form = event.target;
if (form.method !== "post" || form.hasAttribute("hx-post")) return;
if (form.dataset.sent) event.preventDefault();
form.dataset.sent = "yes";
setTimeout(forget, 15000);
});
window.addEventListener("pageshow", forget);
})();
(()=>{
const [group, point] = document.documentElement.lang.startsWith("en") ? [",", "."] : [".", ","];
const sign = { ",": ",", ".": "\\." };
const read = (text, digits) => {
const decimals = digits ? `(?:${sign[point]}(\\d{1,${digits}}))?` : "()";
const wholes = ["(\\d{1,15})", `(\\d{1,3}(?:${sign[group]}\\d{3}){1,4})`, "(\\d{1,3}(?:[ \\u00a0\\u202f]\\d{3}){1,4})"];
const spellings = wholes.map((whole) => whole + decimals);
if (digits) spellings.push(`(\\d{1,15})${sign[group]}(\\d{1,${Math.min(digits, 2)}})`);
for (const spelling of spellings) {
const found = text.trim().match(new RegExp(`^${spelling}$`));
if (found) return [found[1].replace(/\D/g, ""), found[2] || ""];
}
return null;
};
const say = (input) => {
const echo = document.getElementById(`${input.id}_echo`);
if (!echo) return;
const digits = Number(input.dataset.digits);
const amount = read(input.value, digits);
if (!amount) { echo.textContent = ""; return; }
const whole = amount[0].replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, group);
echo.textContent = `= ${input.dataset.symbol} ${whole}${digits ? point + amount[1].padEnd(digits, "0") : ""}`;
};
document.addEventListener("input", (event) => {
if (event.target.matches && event.target.matches("[data-money]")) say(event.target);
});
document.querySelectorAll("[data-money]").forEach(say);
})();
(()=>{
const refresh = () => {
document.querySelectorAll("[data-when]").forEach((part) => {
const [name, value] = part.dataset.when.split("=");
const form = part.closest("form");
const given = form ? new FormData(form).getAll(name) : [];
part.hidden = !given.includes(value);
});
};
document.addEventListener("change", refresh);
refresh();
})();
(()=>{
let pause;
const tell = (area) => {
const counter = document.getElementById(`${area.id}_count`);
if (counter) counter.textContent = counter.dataset.left.replace("{n}", area.maxLength - area.value.length);
};
document.addEventListener("input", (event) => {
if (!event.target.matches || !event.target.matches("textarea[maxlength]")) return;
clearTimeout(pause);
pause = setTimeout(() => tell(event.target), 400);
});
})();
(()=>{
const shrink = async (input) => {
const file = input.files[0];
const word = document.getElementById(`${input.id}_echo`);
const show = (size) => { if (word) word.textContent = word.dataset.ready.replace("{n}", Math.ceil(size / 1000)); };
if (!file) { if (word) word.textContent = ""; return; }
if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < 200000 || !window.createImageBitmap) { show(file.size); return; }
try {
const picture = await createImageBitmap(file);
const scale = Math.min(1, Number(input.dataset.photo) / Math.max(picture.width, picture.height));
const canvas = document.createElement("canvas");
canvas.width = Math.round(picture.width * scale);
canvas.height = Math.round(picture.height * scale);
canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.72));
if (blob && blob.size < file.size) {
const basket = new DataTransfer();
basket.items.add(new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }));
input.files = basket.files;
}
} catch (trouble) {
console.warn(trouble);
}
show(input.files[0].size);
};
document.addEventListener("change", (event) => {
if (event.target.matches("input[type=file][data-photo]")) shrink(event.target);
});
})();
(()=>{
const word = document.getElementById("no-signal");
if (word) {
const show = () => { word.hidden = navigator.onLine; };
window.addEventListener("online", show);
window.addEventListener("offline", show);
show();
}
})();
