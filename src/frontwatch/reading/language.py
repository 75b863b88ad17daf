"""Which language a text is in, by its script and its commonest words: enough to refuse what the reader cannot read."""

from __future__ import annotations

import re
from collections import Counter

from frontwatch.reading.lexicon import lexicon

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
_SCRIPTS = (
    ("Cyrillic", "Ѐ", "ӿ"),
    ("Chinese", "一", "鿿"),
    ("Arabic", "؀", "ۿ"),
    ("Greek", "Ͱ", "Ͽ"),
    ("Hebrew", "֐", "׿"),
)


def language_of(text: str) -> str:
    """The language's English name; "English" also where there is too little text to tell.

    >>> language_of("Die Stadt ist nicht gefallen und wurde von den Truppen mit einem Angriff auf das Zentrum")
    'German'
    >>> language_of("The city is held by its defenders.")
    'English'
    """
    words = [w.lower() for w in _WORD.findall(text[:_SAMPLE])]
    if not words:
        return "English"
    script = _foreign_script(words)
    if script == "Cyrillic":
        return _cyrillic(" ".join(words))
    if script:
        return script
    if len(words) < 8:
        return "English"
    counts = Counter(words)
    score = {name: sum(counts[w] for w in stop) / len(words) for name, stop in lexicon().words.stop_words.items()}
    best = max(score, key=lambda name: score[name])
    # A word or two may stand in two languages ("no", "on"): a short English sentence must not be taken for another.
    known = sum(word in counts for word in lexicon().words.stop_words[best])
    return best if known >= 3 and score[best] > 1.25 * score["English"] and score[best] > 0.12 else "English"


def _foreign_script(words: list[str]) -> str | None:
    firsts = [w[0] for w in words]
    for name, low, high in _SCRIPTS:
        if sum(low <= c <= high for c in firsts) > len(firsts) / 2:
            return name
    return None


def _cyrillic(text: str) -> str:
    ukrainian = sum(text.count(c) for c in "іїєґ")
    russian = sum(text.count(c) for c in "ыэёъ")
    if "ў" in text:
        return "Belarusian"
    if ukrainian == russian == 0:
        return "Bulgarian" if text.count("ъ") else "Russian"
    return "Ukrainian" if ukrainian >= russian else "Russian"
