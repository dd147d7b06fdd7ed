"""How a newspaper spells the names of places: English without the marks of transliteration and the words for "city" that lists of
places add; Chinese in simplified characters; Chinese, Japanese and Korean without the word for "city".
"""
import json
import re
import subprocess
import unicodedata

# Countries whose names are spelled in Latin letters only by transliteration: its marks are left out.
TRANSLITERATED = set("AE AF AM BD BG BH BY CN EG ER ET GE GR IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MM MN NP OM PK PS QA RU SA SD SS SY "
                     "TH TJ UA YE".split())
# There an apostrophe stands for a soft sign, an ayn or a strong consonant. In Chinese (Xi’an) it parts syllables and stays.
WITHOUT_APOSTROPHE = TRANSLITERATED - {"BD", "CN", "IL"} | {"UZ", "TM"}
APOSTROPHES = "'’‘`ʻʼʹ´′"
CITIES = ("mexico city", "guatemala city", "kuwait city", "panama city", "vatican city", "belize city", "ho chi minh city",
          "quezon city", "benin city", "cebu city")
ADDED_CITY = set("AE BD CN DZ ID IN JP KR TW UZ".split())
ENGLISH_AT_HOME = set("AU CA GB IE NZ US".split())
KINDS = "District|Province|Municipality|Township|Governorate|Prefecture"
ADDED_SHI = {"JP": "shi", "KR": "si", "KP": "si"}
DAYS = ("日市", "野々市", "余市", "今市")       # towns whose name ends in the character for market
LEFT_AS_THEY_ARE = ("科威特市", "胡志明市", "奎松市", "巴拿马市", "危地马拉市", "斯里巴加湾市", "墨西哥市", "伯利兹市", "贝宁市", "沙市", "津市")


def is_latin(text):
    return all("LATIN" in unicodedata.name(c, "") for c in text if c.isalpha())


def plain(text):
    """Without accents and marks."""
    kept = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", kept)


def latin(text, country):
    """A name in Latin letters as English has it; `country` is where the place lies."""
    if not text or not is_latin(text):
        return text
    if country in TRANSLITERATED:
        text = plain(text.replace("ë", "yo").replace("Ë", "Yo") if country in ("BY", "RU") else text)
    if country in WITHOUT_APOSTROPHE:
        text = "".join(c for c in text if c not in APOSTROPHES)
    else:
        text = re.sub(f"(?<=\\w)[{APOSTROPHES}](?=\\w)", "’", text)
    if country == "RU":
        text = re.sub(r"(?<=[a-z])(?:iy|yy)\b", "y", text)
        text = re.sub(r"yye\b", "ye", text)
    if country in ADDED_SHI:
        text = re.sub(f"-{ADDED_SHI[country]}$", "", text)
    return text


def english(text, name, country):
    """The English name of a place whose `name` is the local or usual one."""
    text = latin(text, country)
    if not text or country in ENGLISH_AT_HOME:
        return text
    text = re.sub(r"^(?:City|Borough) of ", "", text)
    text = re.sub(f" (?:{KINDS})$", "", text)
    short = re.sub(r" [Cc]ity$", "", text)
    if short != text and text.lower() not in CITIES and (country in ADDED_CITY or plain(short).lower() == plain(latin(name, country)).lower()):
        text = short
    return text


def without_city(text, language, country):
    """A name in Chinese, Japanese or Korean without its word for city."""
    if language == "ko":
        text = re.sub(r"(?<=..)(?:특별자치시|특별시|광역시| 시)$", "", text)
        return re.sub(r"(?<=..)시$", "", text) if country == "KR" else text
    text = re.sub(r"(?<=..)(?:特别市|特別市|广域市|広域市|廣域市)$", "", text)
    if len(text) > 2 and text not in LEFT_AS_THEY_ARE and not text.endswith((*DAYS, "自治市")):
        text = re.sub(r"市$", "", text)
    return text


def simplified(texts, tools, modules):
    """{text: the same in simplified characters}, by OpenCC's tables."""
    texts = sorted(set(texts))
    done = subprocess.run(["node", f"{tools}/simplified.mjs", modules], input=json.dumps(texts), capture_output=True, text=True, check=True)
    return dict(zip(texts, json.loads(done.stdout)))
