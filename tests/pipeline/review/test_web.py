"""The pages and the JSON interface: who may do what, and what a browser is told."""

import re
import threading

import pymupdf
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from pipeline.review.intake import take_in
from pipeline.review.users import disable_user
from pipeline.review.web.app import create_app
from pipeline.review.web.labels import LANGUAGES, words
from pipeline.review.web.security import HEADERS
from pipeline.store.tables import AuditRow, DecisionRow, ItemRow, Role, UserRow
from schemas.report import Finding
from tests.pipeline.reviewing import PASSWORD, doubtful_report, hashed

EVIL = "<script>alert(1)</script>"


def written():
    """A real PDF, the same in all tests."""
    with pymupdf.open() as pdf:
        pdf.new_page().insert_text((20, 30), "2961.68")
        for _ in range(20):
            pdf.new_page()
        return pdf.tobytes()


PDF = written()


@pytest.fixture
def served(store):
    """A store with one report over a real PDF, and a user of each role."""
    report = doubtful_report(data=PDF, findings=(Finding(kind="sum_mismatch", message=EVIL),))
    with store.transaction() as session:
        for role in Role:
            session.add(UserRow(name=role.value, password=hashed(), role=role.value))
        take_in(session, report, PDF, audit=0)
    return store


def client_of(store, name=None, app=None):
    client = TestClient(app or create_app(store), follow_redirects=False)
    if name is not None:
        assert log_in(client, name).status_code == 303
    return client


def log_in(client, name, password=PASSWORD):
    form = {"name": name, "password": password, "csrf": token(client.get("/login"))}
    return client.post("/login", data=form)


def token(answer):
    return re.findall(r'<meta name="csrf" content="([^"]+)"', answer.text)[0]


def item_of(store, path="totals.amount"):
    with store.transaction() as session:
        return session.scalars(select(ItemRow).filter_by(path=path)).one()


def decide(client, item, csrf=None, **body):
    headers = {"X-CSRF-Token": csrf or token(client.get("/"))}
    return client.post(
        f"/api/items/{item.id}/decisions", json={"lock": item.lock} | body, headers=headers
    )


def count(store):
    with store.transaction() as session:
        return len(session.scalars(select(DecisionRow)).all())


class TestAnonymous:
    @pytest.mark.parametrize(
        "path",
        [
            "/",
            "/items/1",
            "/items/1/check",
            "/reports/1/pages/1.png",
            "/reports",
            "/reports/1",
            "/reports/1/check?path=a",
            "/statistics",
            "/audit",
        ],
    )
    def test_pages_lead_to_the_login(self, served, path):
        answer = client_of(served).get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/login")

    @pytest.mark.parametrize("path", ["/api/items", "/api/items/1", "/api/openapi.json"])
    def test_the_interface_refuses(self, served, path):
        assert client_of(served).get(path).status_code == 401

    def test_nothing_can_be_decided(self, served):
        client = client_of(served)
        client.get("/login")
        answer = client.post("/api/items/1/decisions", json={"choice": "accept", "lock": 1})
        assert answer.status_code == 401
        assert count(served) == 0


class TestLogin:
    def test_wrong_passwords_are_refused_and_noted(self, served):
        client = client_of(served)
        assert log_in(client, "reviewer", "not the password").status_code == 403
        assert client.get("/").status_code == 303
        with served.transaction() as session:
            assert [row.what for row in session.scalars(select(AuditRow))] == ["login_refused"]

    def test_too_many_failures_are_stopped(self, served):
        client = client_of(served)
        answers = [log_in(client, "reviewer", "wrong").status_code for _ in range(9)]
        assert answers == [403] * 8 + [429]
        assert log_in(client, "reviewer").status_code == 429

    def test_a_form_without_its_token_is_refused(self, served):
        client = client_of(served)
        client.get("/login")
        answer = client.post("/login", data={"name": "reviewer", "password": PASSWORD})
        assert answer.status_code == 403

    def test_a_new_password_ends_old_sessions(self, served):
        client = client_of(served, "reviewer")
        with served.transaction() as session:
            user = session.scalars(select(UserRow).filter_by(name="reviewer")).one()
            user.password = f"{user.password[:-3]}xyz"
        assert client.get("/").status_code == 303

    def test_a_user_who_is_disabled_is_out_at_once(self, served):
        client = client_of(served, "reviewer")
        with served.transaction() as session:
            disable_user(session, "reviewer")
        assert client.get("/").status_code == 303
        assert log_in(client_of(served), "reviewer").status_code == 403

    def test_logging_out_ends_the_session(self, served):
        client = client_of(served, "reviewer")
        client.post("/logout", data={"csrf": token(client.get("/"))})
        assert client.get("/").status_code == 303


class TestDeciding:
    def test_a_reviewer_decides_and_goes_on(self, served):
        client, item = client_of(served, "reviewer"), item_of(served)
        answer = decide(client, item, choice="correct", value="3,000.5")
        assert answer.status_code == 201
        assert answer.json()["next"] not in {None, item.id}
        shown = client.get(f"/api/items/{item.id}").json()
        assert shown["state"] == "decided"
        assert [d["value"] for d in shown["decisions"]] == ["3000.5"]

    def test_a_reader_may_not(self, served):
        answer = decide(client_of(served, "reader"), item_of(served), choice="accept")
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
        assert count(served) == 0

    @pytest.mark.parametrize("csrf", ["x", "", "令牌".encode().decode("latin-1")])
    def test_a_wrong_token_is_refused(self, served, csrf):
        client = client_of(served, "reviewer")
        client.get("/")
        headers = {"X-CSRF-Token": csrf.encode("latin-1")}
        body = {"choice": "accept", "lock": 1}
        answer = client.post(
            f"/api/items/{item_of(served).id}/decisions", json=body, headers=headers
        )
        assert answer.status_code == 403
        assert count(served) == 0

    def test_the_later_of_two_is_told_who_was_first(self, served):
        item = item_of(served)
        assert decide(client_of(served, "reviewer"), item, choice="accept").status_code == 201
        answer = decide(client_of(served, "admin"), item, choice="reject")
        assert answer.status_code == 409
        assert "reviewer decided" in answer.json()["detail"]

    def test_undo_opens_it_again(self, served):
        client, item = client_of(served, "reviewer"), item_of(served)
        lock = decide(client, item, choice="accept").json()["lock"]
        assert decide(client, item, choice="undo", lock=lock).status_code == 201
        assert item_of(served).state == "open"
        assert count(served) == 2

    def test_many_at_once_make_one_decision(self, served):
        app, item = create_app(served), item_of(served)
        client = client_of(served, "reviewer", app)
        csrf, codes = token(client.get("/")), []

        def work():
            own = TestClient(app, cookies=client.cookies)
            codes.append(decide(own, item, csrf, choice="accept").status_code)

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(codes) == [201] + [409] * 7
        assert count(served) == 1

    @pytest.mark.parametrize(
        ("number", "body", "status"),
        [
            (10**12, {"choice": "accept", "lock": 1}, 404),
            (0, {"choice": "accept", "lock": 1}, 404),
            (1, {"choice": "guess", "lock": 1}, 422),
            (1, {"choice": "accept"}, 422),
            (1, {"choice": "accept", "lock": 2**80}, 422),
        ],
    )
    def test_nonsense_is_refused(self, served, number, body, status):
        client = client_of(served, "reviewer")
        headers = {"X-CSRF-Token": token(client.get("/"))}
        answer = client.post(f"/api/items/{number}/decisions", json=body, headers=headers)
        assert answer.status_code == status


class TestTrying:
    def test_a_typed_value_is_tried_and_nothing_kept(self, served):
        client, item = client_of(served, "reader"), item_of(served)
        told = client.get(f"/api/items/{item.id}/check", params={"value": "2,961.7"}).json()
        assert (told["value"], told["problem"]) == ("2961.7", "")
        assert client.get(f"/items/{item.id}/check", params={"value": "x"}).status_code == 200
        assert count(served) == 0

    def test_any_value_of_a_report_is_tried(self, served):
        client = client_of(served, "reader")
        asked = {"path": "totals.amount.change", "value": "-57"}
        assert client.get("/api/reports/1/check", params=asked).json()["value"] == "-57"
        assert client.get("/api/reports/1/check", params={"path": "none"}).status_code == 404
        assert client.get("/reports/1/check", params=asked).status_code == 200

    def test_the_unit_of_the_print_must_be_known(self, served):
        client = client_of(served, "reader")
        asked = {"path": "totals.amount", "value": "1", "printed": "true"}
        assert client.get("/api/reports/1/check", params=asked).json()["value"] == "1"


class TestAsking:
    def ask(self, client, path, **body):
        headers = {"X-CSRF-Token": token(client.get("/"))}
        body = {"choice": "correct", "lock": 0} | body
        address = f"/api/reports/1/decisions?path={path}"
        return client.post(address, json=body, headers=headers)

    def test_a_value_that_was_sure_is_asked_and_decided_at_once(self, served):
        client = client_of(served, "reviewer")
        answer = self.ask(client, "totals.amount.change", value="-57")
        assert (answer.status_code, answer.json()["state"]) == (201, "decided")
        assert item_of(served, "totals.amount.change").reason == "raised"
        assert self.ask(client, "totals.amount.change", value="-58").status_code == 409
        assert self.ask(client, "none.such", value="1").status_code == 404

    def test_readers_may_not(self, served):
        assert self.ask(client_of(served, "reader"), "totals.amount", value="1").status_code == 403
        assert count(served) == 0


class TestProblems:
    def test_people_get_a_page_and_programs_get_json(self, served):
        client = client_of(served, "reader")
        page = client.get("/items/999")
        assert (page.status_code, "<h1>404</h1>" in page.text) == (404, True)
        assert client.get("/api/items/999").json()["code"] == "not_found"
        assert "<h1>404</h1>" in client.get("/nowhere").text
        assert client.get("/?offset=-1").status_code == 422

    def test_the_audit_log_is_for_admins(self, served):
        assert client_of(served, "reviewer").get("/audit").status_code == 403
        assert "登录" in client_of(served, "admin").get("/audit").text


class TestTwoReaders:
    def test_the_second_sees_nothing_of_the_first(self, served):
        with served.transaction() as session:
            session.scalars(select(ItemRow).filter_by(path="totals.amount")).one().readers = 2
        item = item_of(served)
        client = client_of(served, "reviewer")
        assert decide(client, item, choice="accept").json()["state"] == "open"
        left = [i["path"] for i in client.get("/api/items").json()["items"]]
        assert "totals.amount" not in left
        assert client.get(f"/api/items/{item.id}").json()["waiting"]
        other = client_of(served, "admin")
        assert other.get(f"/api/items/{item.id}").json()["decisions"] == []
        assert "reviewer" not in other.get("/reports/1").text
        assert decide(other, item, choice="accept").json()["state"] == "decided"


class TestOldDecisions:
    def view(self, store, client):
        return client.get(f"/api/items/{item_of(store).id}").json()

    def test_one_on_an_older_proposal_is_shown(self, served):
        client = client_of(served, "reviewer")
        decide(client, item_of(served), choice="correct", value="3000.5")
        with served.transaction() as session:
            changed = doubtful_report(version="2", amount="2999.00", data=PDF)
            take_in(session, changed, None, audit=0)
        shown = self.view(served, client)
        assert (shown["state"], shown["old"]["value"]) == ("open", "3000.5")
        assert "3000.5" in client.get(f"/items/{item_of(served).id}").text

    def test_one_on_another_file_of_the_report_is_shown(self, served):
        client = client_of(served, "reviewer")
        decide(client, item_of(served), choice="correct", value="3000.5")
        with served.transaction() as session:
            again = take_in(session, doubtful_report(data=b"%PDF another"), None, audit=0)
            number = session.scalar(
                select(ItemRow.id).filter_by(report_id=again.report.id, path="totals.amount")
            )
        shown = client.get(f"/api/items/{number}").json()
        assert (shown["state"], shown["old"]) == ("open", None)
        assert shown["earlier"]["value"] == "3000.5"


class TestPages:
    def test_each_page_carries_the_headers(self, served):
        client = client_of(served, "reviewer")
        item = item_of(served)
        for path in ("/", f"/items/{item.id}", "/reports", "/reports/1", "/statistics", "/login"):
            answer = client.get(path)
            assert answer.status_code == 200, path
            assert all(answer.headers[name] == value for name, value in HEADERS.items())
            assert answer.headers["cache-control"] == "no-store"

    def test_nothing_stands_inline_or_comes_from_elsewhere(self, served):
        client = client_of(served, "reviewer")
        for path in ("/", f"/items/{item_of(served).id}", "/reports/1"):
            text = client.get(path).text
            assert not re.search(r"<script(?![^>]* src=\"/static/)|<style| style=| on\w+=", text)
            assert not re.search(r"(src|href)=\"(https?:)?//", text)

    def test_what_reports_say_is_escaped(self, served):
        client = client_of(served, "reviewer")
        with served.transaction() as session:
            number = session.scalar(select(ItemRow.id).filter_by(reason="finding"))
        for path in ("/", f"/items/{number}", "/reports/1"):
            text = client.get(path).text
            assert EVIL not in text
            assert "&lt;script&gt;" in text

    def test_the_item_shows_its_page_and_its_place(self, served):
        client, item = client_of(served, "reviewer"), item_of(served)
        text = client.get(f"/items/{item.id}").text
        assert 'class="mark" x="8.0" y="18.0" width="44.0" height="14.0"' in text
        assert "收、支总计" in text
        assert "2961.86" in text
        picture = client.get(f"/reports/{item.report_id}/pages/{item.page}.png")
        assert picture.content.startswith(b"\x89PNG")

    def test_htmx_gets_the_item_alone(self, served):
        client, item = client_of(served, "reviewer"), item_of(served)
        part = client.get(f"/items/{item.id}", headers={"HX-Request": "true"}).text
        assert "<html" not in part
        assert f'data-id="{item.id}"' in part

    def test_the_queue_is_filtered(self, served):
        client = client_of(served, "reviewer")
        assert client.get("/api/items?reason=finding").json()["total"] == 1
        assert client.get("/api/items?agency=%00").json()["total"] == 3
        assert client.get("/api/items?state=decided").json()["total"] == 0
        assert client.get("/api/items?limit=0").status_code == 422

    def test_both_languages(self, served):
        client = client_of(served, "reviewer")
        assert "待复核" in client.get("/").text
        client.get("/language/en")
        assert "Start with the first" in client.get("/").text

    def test_the_interface_describes_itself(self, served):
        paths = client_of(served, "reader").get("/api/openapi.json").json()["paths"]
        assert set(paths) == {
            "/api/items",
            "/api/items/{number}",
            "/api/items/{number}/check",
            "/api/items/{number}/decisions",
            "/api/reports/{number}/check",
            "/api/reports/{number}/decisions",
        }


def test_each_word_is_there_in_each_language(root):
    home = root / "pipeline" / "review" / "web" / "templates"
    text = "".join(path.read_text("utf-8") for path in home.glob("*.html"))
    used = set(re.findall(r"\bw\.(?!get\b)([a-z_]+)", text))
    for language in LANGUAGES:
        known = words(language)
        assert all(known.values())
        assert not used - known.keys()
