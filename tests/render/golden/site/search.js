// Searches the files below search/: volumes by time, the newest first, each with shelves of words and lines of stories.
// A word is folded as search_words.py folds it, or it would not be found.
(() => {
  "use strict";
  const SHOWN = 10; // results at a time; each may cost a file of lines
  const WAIT_MS = 120; // after a key: a quick typist's next one comes before
  const form = document.getElementById("search");
  const input = document.getElementById("q");
  const told = document.getElementById("found");
  const list = document.getElementById("results");
  const more = document.getElementById("more");

  // ---- words
  const UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff";
  const PARTS = new RegExp(`[${UNSPACED}]+|[^\\s${UNSPACED}]+`, "gu");
  const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");
  const ACCENTS = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\ufe00-\ufe0f]+/gu;
  const LETTERS = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ς: "σ" };

  const fold = (text) =>
    text
      .normalize("NFKD")
      .toLowerCase()
      .replace(ACCENTS, "")
      .replace(/[ßæœøłđðþıς]/gu, (letter) => LETTERS[letter])
      .normalize("NFC")
      .replace(/(^|[^a-z0-9])([a-z](?:\.[a-z])+)(?![a-z0-9])/gu, (_, gap, initials) => gap + initials.replaceAll(".", ""));

  const pairs = (signs) => (signs.length === 1 ? signs : signs.slice(1).map((sign, at) => signs[at] + sign));

  const wordsOf = (text) =>
    (fold(text).replace(/[^\p{L}\p{N}\p{M}]/gu, " ").match(PARTS) ?? []).flatMap((part) => {
      const signs = [...part];
      if (IS_UNSPACED.test(part)) return pairs(signs);
      return signs.length > 1 || /\p{Nd}/u.test(part) ? [part] : [];
    });

  // ---- the index
  const files = new Map();
  const load = (path) => {
    if (!files.has(path)) {
      const file = fetch(`search/${path}`).then((answer) => {
        if (!answer.ok) throw new Error(`${answer.status} ${path}`);
        return answer.json();
      });
      file.catch(() => files.delete(path));
      files.set(path, file);
    }
    return files.get(path);
  };
  const part = (volume, name) => load(`${volume.name}/${name}.json?v=${volume.mark}`);

  // Words stand by their first two letters. A slip in the first may have put a word elsewhere: two letters that changed
  // places, or one too many, are looked for there; another first letter is not.
  const shelves = (volume, word, isLoose) => {
    const [first, second] = volume.parts;
    const [a, b, c] = [...word].map((sign) => sign.codePointAt(0));
    const name = (one, two) => `${one % first}-${(two ?? 0) % second}`;
    const whole = (one) => Array.from({ length: second }, (_, two) => name(one, two));
    if (b === undefined) return whole(a);
    return isLoose ? [...new Set([...whole(a), name(b, a), name(b, c)])] : [name(a, b)];
  };

  const slipsAllowed = (word) => {
    const size = [...word].length;
    return IS_UNSPACED.test(word) || size < 4 ? 0 : size < 8 ? 1 : 2;
  };

  // How many letters are wrong, missing, too many, or have changed places; stops counting beyond the limit.
  const isNear = (one, other, limit) => {
    if (Math.abs(one.length - other.length) > limit) return false;
    let before = [];
    let last = Array.from({ length: other.length + 1 }, (_, at) => at);
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        const isSame = one[i - 1] === other[j - 1];
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (isSame ? 0 : 1));
        const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
        if (isSwapped) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > limit) return false;
      [before, last] = [last, row];
    }
    return last[other.length] <= limit;
  };

  const likeness = (word, asked, isLoose) => {
    if (word === asked) return 4;
    if (word.startsWith(asked) || asked === `${word}s`) return 2;
    return isLoose && isNear(word, asked, slipsAllowed(asked)) ? 1 : 0;
  };

  // The stories of a volume that have a word: number and points, twice as many for the headline.
  const storiesWith = async (volume, asked, isLoose) => {
    const points = new Map();
    const found = await Promise.all(shelves(volume, asked, isLoose).map((name) => part(volume, name)));
    for (const [word, steps] of found.flatMap(Object.entries)) {
      const worth = likeness(word, asked, isLoose);
      let at = 0;
      for (const step of worth ? steps : []) {
        at += step;
        points.set(at >> 1, Math.max(points.get(at >> 1) ?? 0, worth * (at & 1 ? 1 : 2)));
      }
    }
    return points;
  };

  const byPoints = (one, other) => other.points - one.points || other.number - one.number;

  // Stories of a volume with at least so many of the words, the best first, then the newest.
  const hitsIn = async (volume, words, isLoose, least) => {
    const found = await Promise.all(words.map((word) => storiesWith(volume, word, isLoose)));
    const hits = new Map();
    for (const stories of found) {
      const rarity = least < words.length ? Math.log(1 + volume.stories / stories.size) : 1;
      for (const [number, points] of stories) {
        const hit = hits.get(number) ?? { volume, number, points: 0, words: 0 };
        hits.set(number, { ...hit, points: hit.points + points * rarity, words: hit.words + 1 });
      }
    }
    return [...hits.values()].filter((hit) => hit.words >= least).sort(byPoints);
  };

  // All that is found, asked for as far as somebody reads on: as it was typed, else with slips, else some of the words.
  async function* search(words) {
    const volumes = await load("index.json");
    const ways = [
      { isLoose: false, least: words.length, note: "" },
      { isLoose: true, least: words.length, note: "Nothing is spelt like this; these come near." },
    ];
    if (words.length > 1) ways.push({ isLoose: true, least: 1, note: "No story has all of these words; these have some." });
    let isFound = false;
    for (const { isLoose, least, note } of ways) {
      for (const volume of volumes) {
        for (const hit of await hitsIn(volume, words, isLoose, least)) {
          isFound = true;
          yield { ...hit, note };
        }
      }
      if (isFound) return;
    }
  }

  const lineOf = async ({ volume, number }) => {
    const lines = await part(volume, `lines-${Math.floor(number / volume.lines)}`);
    return lines[number % volume.lines];
  };

  // ---- the page
  const element = (name, fields, ...inside) => {
    const made = Object.assign(document.createElement(name), fields);
    made.append(...inside);
    return made;
  };
  const language = document.documentElement.lang;
  const spoken = language === "en" ? "en-GB" : language || undefined;
  const dayOf = (day) =>
    new Date(`${day}T00:00Z`).toLocaleDateString(spoken, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

  const itemOf = ([slug, headline, source, day, lang = "", labels = []]) =>
    element(
      "li",
      {},
      element("h2", lang ? { dir: "auto", lang } : { dir: "auto" }, element("a", { href: `stories/${encodeURIComponent(slug)}.html`, textContent: headline })),
      ...labels.map((textContent) => element("p", { className: "care", textContent })),
      element("p", { className: "meta" }, element("bdi", { textContent: source }), " · ", element("time", { dateTime: day, textContent: dayOf(day) })),
    );

  let current = 0; // what was asked last: answers to anything before come too late
  let waiting = null;

  const show = async (hits, mine) => {
    const some = [];
    let isLast = false;
    while (some.length < SHOWN && !isLast) {
      const { value, done } = await hits.next();
      if (done) isLast = true;
      else some.push(value);
    }
    const lines = await Promise.all(some.map(lineOf));
    if (mine !== current) return;
    const items = lines.filter(Boolean).map(itemOf);
    const isFirst = !list.dataset.shown;
    if (isFirst) list.replaceChildren();
    list.append(...items);
    list.dataset.shown = "yes";
    if (!isFirst) items[0]?.querySelector("a").focus();
    const count = list.children.length;
    const counted = isLast ? (count === 1 ? "1 story" : `${count} stories`) : `The first ${count} stories`;
    told.textContent = count ? `${some[0]?.note ?? ""} ${counted}.`.trim() : "No story has these words. Try fewer, or others.";
    more.hidden = isLast;
    more.onclick = () => show(hits, mine).catch(() => fail(mine));
  };

  const fail = (mine) => {
    if (mine === current) told.textContent = "The index could not be fetched. Try again in a while.";
  };

  const ask = () => {
    clearTimeout(waiting);
    const mine = ++current;
    const words = [...new Set(wordsOf(input.value))];
    history.replaceState(null, "", input.value ? `?${new URLSearchParams({ q: input.value })}` : location.pathname);
    delete list.dataset.shown;
    more.hidden = true;
    if (words.length) {
      show(search(words), mine).catch(() => fail(mine));
    } else {
      list.replaceChildren();
      told.textContent = "";
    }
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT_MS);
  });
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  if (input.value) ask();
  input.focus();
})();
