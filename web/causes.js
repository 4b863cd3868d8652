// The search of the list of causes: hides what does not hold every word that was typed. Without it the list is whole.
const box = document.getElementById("search");
const found = document.querySelector("search output");
const none = document.querySelector("search .none");
const { lang } = document.documentElement;
const number = new Intl.NumberFormat(lang);
const plural = new Intl.PluralRules(lang);
const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
const groups = [...document.querySelectorAll(".group")].map((group) => ({
  group,
  causes: [...group.querySelectorAll(".causes > li")].map((cause) => ({
    cause,
    words: plain(group.querySelector("h2").textContent + " " + cause.textContent),
  })),
}));

const search = () => {
  const wanted = plain(box.value).split(/\s+/).filter(Boolean);
  let count = 0;
  for (const { group, causes } of groups) {
    let here = 0;
    for (const { cause, words } of causes) {
      const fits = wanted.every((it) => words.includes(it));
      cause.hidden = !fits;
      if (fits) here++;
    }
    group.hidden = here === 0;
    count += here;
  }
  const { one, other } = found.dataset;
  found.value = `${number.format(count)} ${plural.select(count) === "one" ? one : other}`;
  none.hidden = count > 0;
};

box.addEventListener("input", search);
document.querySelector("search").hidden = false;
search();
