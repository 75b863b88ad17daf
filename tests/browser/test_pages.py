"""Pages in a real browser: nothing leaves them, nothing of a report runs, every claim is reached, none is too wide."""

from __future__ import annotations

import pytest
from conftest import AXE

pytestmark = pytest.mark.full

REPORTS = ("pokrovsk-2025-06.txt", "vuhledar-2024-10.txt", "kramatorsk-2026-11.html")
EVERY = (*REPORTS, "quotes", "sly", "asked", "slider")
WIDTHS = (390, 768, 1280)


def opened(browser, path, *, width=1280, scheme="light", scripts=True):
    """A page, the requests that left it and what its console said."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts
    )
    page = context.new_page()
    left, said = [], []
    page.on("request", lambda r: left.append(r.url))
    page.on("console", lambda m: said.append(m.text))
    page.on("pageerror", lambda e: said.append(str(e)))
    page.goto(path.as_uri())
    return page, left, said


@pytest.mark.parametrize("name", EVERY)
def test_no_request_leaves_the_page_and_the_console_is_silent(browser, pages, name):
    page, left, said = opened(browser, pages[name])
    assert left == [pages[name].as_uri()]
    assert said == []
    page.context.close()


def test_no_script_of_a_report_runs(browser, pages):
    page, _, said = opened(browser, pages["sly"])
    assert page.evaluate("window.ran") is None
    assert page.evaluate("getComputedStyle(document.body).display") == "block"
    assert page.locator("script, img, iframe, main svg a, [onload], [onerror], [onmouseover]").count() == 0
    assert "${7*7} {{7*7}}" in page.inner_text("main")
    assert said == []
    page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", EVERY)
def test_nothing_scrolls_sideways(browser, pages, name, width):
    page, _, _ = opened(browser, pages[name], width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()


@pytest.mark.parametrize("name", REPORTS)
def test_every_claim_is_reached_from_the_text_and_back_by_keyboard(browser, pages, name):
    page, _, _ = opened(browser, pages[name])
    cards = page.locator("article.card").count()
    assert cards
    for number in range(1, cards + 1):
        there = page.locator(f"#at-{number}")
        there.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**#claim-{number}")
        assert page.locator(f"#claim-{number}").is_visible()
        back = page.locator(f'#claim-{number} a[href="#at-{number}"]')
        back.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**#at-{number}")
    page.context.close()


@pytest.mark.parametrize("name", REPORTS)
def test_every_underlined_passage_leads_to_a_card_by_mouse(browser, pages, name):
    page, _, _ = opened(browser, pages[name])
    passages = page.locator("a.t")
    for n in range(passages.count()):
        target = passages.nth(n).get_attribute("href")
        passages.nth(n).click()
        page.wait_for_url(f"**{target}")
        assert page.locator(target).is_visible()
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", EVERY)
def test_axe_finds_no_serious_fault(browser, pages, name, scheme):
    if not AXE.is_file():
        pytest.skip("needs axe-core: npm ci in tests/browser")
    page, _, _ = opened(browser, pages[name], scheme=scheme)
    # The page's own policy lets no script in; the one who tests it steps round it.
    page.context.close()
    context = browser.new_context(color_scheme=scheme, bypass_csp=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(pages[name].as_uri())
    page.add_script_tag(path=str(AXE))
    found = page.evaluate("axe.run()")["violations"]
    serious = [v for v in found if v["impact"] in ("serious", "critical")]
    assert [(v["id"], [n["html"][:160] for n in v["nodes"]][:3]) for v in serious] == []
    context.close()


def test_the_page_is_whole_with_scripts_off(browser, pages):
    page, _, _ = opened(browser, pages["pokrovsk-2025-06.txt"], scripts=False)
    assert page.locator("article.card").first.is_visible()
    assert page.locator("figure.small svg").count() >= 5
    page.context.close()


def test_each_forecast_shows_its_chance_and_curve(browser, pages):
    page, _, _ = opened(browser, pages["asked"], width=390)
    assert page.locator(".forecast .chance").count() == page.locator(".forecast svg").count() >= 3
    assert all("%" in told for told in page.locator(".forecast .chance").all_inner_texts())
    page.context.close()


def test_the_slider_moves_the_ground_by_keyboard_and_by_touch(browser, pages):
    page, _, _ = opened(browser, pages["slider"], width=390)
    front = page.locator("[data-front]")
    last, newest = front.get_attribute("d"), page.inner_text("#told")
    page.locator("#day").focus()
    page.keyboard.press("Home")
    assert page.inner_text("#told") != newest
    assert front.get_attribute("d") != last
    page.keyboard.press("End")
    assert (page.inner_text("#told"), front.get_attribute("d")) == (newest, last)
    box = page.locator("#day").bounding_box()
    page.mouse.click(box["x"] + 5, box["y"] + box["height"] / 2)
    assert page.inner_text("#told") != newest
    assert page.locator("#day").get_attribute("aria-valuetext") == page.inner_text("#told")
    page.context.close()


def test_the_slider_shows_the_last_day_with_scripts_off(browser, pages):
    page, _, _ = opened(browser, pages["slider"], scripts=False)
    assert page.locator("[data-front]").is_visible()
    assert not page.locator("#controls").is_visible()
    page.context.close()
