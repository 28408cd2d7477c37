"""The body at the door: platform.md §3.1, cases 16, 17 and 20."""

import asyncio
import gzip
import json

import aiohttp
import pytest

from bot.answers import MessageAnswer
from bot.endpoint import PATH
from tests.bot.stand import Recorder, Stand, bot_stand

CAP = 256 * 1024


def saved() -> Recorder:
    return Recorder([MessageAnswer("sparat")])


def padded(stand: Stand, size: int) -> bytes:
    body = json.dumps(stand.activity(padding="")).encode()
    return body.replace(b'"padding": ""', b'"padding": "' + b"x" * (size - len(body)) + b'"')


async def test_a_body_of_exactly_the_cap_gets_in_and_one_byte_more_gets_413() -> None:
    async with bot_stand(receiver=saved()) as stand:
        assert (await stand.post(data=padded(stand, CAP))).status == 200
        answer = await stand.post(data=padded(stand, CAP + 1))
        assert (answer.status, answer.text) == (413, "")


async def test_a_declared_length_over_the_cap_is_refused_before_a_byte_is_read() -> None:
    async with bot_stand() as stand:
        host, port = stand.url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(
            f"POST {PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {stand.token()}\r\n"
            "Content-Type: application/json\r\nContent-Length: 9000000000\r\n\r\n".encode()
        )
        assert b" 413 " in await asyncio.wait_for(reader.readline(), 2)
        writer.close()
        await writer.wait_closed()


async def test_a_chunked_body_over_the_cap_is_cut_off() -> None:
    async with bot_stand() as stand:
        chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
        headers = f"Authorization: Bearer {stand.token()}\r\nTransfer-Encoding: chunked\r\n"
        assert await stand.raw_status(headers, chunk * 5) == 413


async def test_a_chunked_body_without_an_end_runs_out_of_time() -> None:
    async with bot_stand(body_within=0.2) as stand:
        headers = f"Authorization: Bearer {stand.token()}\r\nTransfer-Encoding: chunked\r\n"
        assert await stand.raw_status(headers, b"2\r\n{}\r\n") == 408
        assert stand.reason == "body_too_slow"


async def test_a_body_that_never_comes_runs_out_of_time() -> None:
    async with bot_stand(body_within=0.2) as stand:
        host, port = stand.url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(
            f"POST {PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {stand.token()}\r\n"
            "Content-Type: application/json\r\nContent-Length: 10\r\n\r\n{".encode()
        )
        assert b" 408 " in await asyncio.wait_for(reader.readline(), 2)
        writer.close()
        await writer.wait_closed()


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "text/json",
        "application/x-www-form-urlencoded",
        "application/json; charset=utf-16",
        "application/jsonp",
        "multipart/form-data; boundary=x",
    ],
)
async def test_another_content_type_gets_415(content_type: str) -> None:
    async with bot_stand() as stand:
        data = aiohttp.BytesPayload(json.dumps(stand.activity()).encode(), content_type=content_type or "x/y")
        headers = {"Authorization": f"Bearer {stand.token()}"}
        async with stand.session.post(stand.url + PATH, data=data, headers=headers) as response:
            assert response.status == 415
        assert stand.receiver.events == []


@pytest.mark.parametrize(
    "content_type", ["application/json; charset=utf-8", "Application/JSON; charset=UTF-8"]
)
async def test_json_in_utf_8_gets_in_however_it_is_written(content_type: str) -> None:
    async with bot_stand(receiver=saved()) as stand:
        assert (await stand.post(headers={"Content-Type": content_type})).status == 200


async def test_a_packed_body_gets_415() -> None:
    async with bot_stand() as stand:
        data = gzip.compress(b" " * 50_000_000)
        assert (await stand.post(data=data, headers={"Content-Encoding": "gzip"})).status == 415


async def test_without_a_token_nobody_learns_what_is_wrong_with_the_body() -> None:
    async with bot_stand() as stand:
        for data, content_type in ((b"{", "application/json"), (b"x" * (CAP + 1), "text/plain")):
            headers = {"Authorization": "", "Content-Type": content_type}
            assert (await stand.post(data=data, headers=headers)).status == 401


BAD_JSON: dict[str, bytes] = {
    "nothing": b"",
    "spaces": b"   ",
    "no JSON": b"hello",
    "cut off": b'{"type": "message"',
    "a tail": b'{"type": "message"} {"type": "message"}',
    "an array": b"[]",
    "null": b"null",
    "a text": b'"text"',
    "a number": b"7",
    "objects nested 50 000 deep": b'{"a":' * 50_000,
    "arrays nested 100 000 deep": b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "arrays nested 900 deep": b'{"a":' + b"[" * 900 + b"]" * 900 + b"}",
    "arrays nested 65 deep": b'{"a":' + b"[" * 64 + b"]" * 64 + b"}",
    "a key twice": b'{"type": "message", "type": "invoke"}',
    "a key twice further in": b'{"from": {"id": "29:anna", "id": "29:bo"}}',
    "NaN": b'{"value": NaN}',
    "Infinity": b'{"value": -Infinity}',
    "a number too big to be finite": b'{"value": 1e999}',
    "an integer of 5000 digits": b'{"value": ' + b"9" * 5000 + b"}",
    "half a surrogate pair": b'{"text": "\\ud83d"}',
    "the other half": b'{"text": "\\udE00 x"}',
    "half a pair as a key": b'{"\\ud800": 1}',
    "half a pair deep inside": b'{"a": [{"b": ["\\ud800"]}]}',
    "NUL": b'{"text": "a\\u0000b"}',
    "no UTF-8": b'{"text": "\xff"}',
    "a surrogate in UTF-8": b'{"text": "\xed\xa0\x80"}',
    "a byte order mark": b'\xef\xbb\xbf{"type": "message"}',
    "a raw line break in a text": b'{"text": "a\nb"}',
    "a comment": b'{"type": "message"} // x',
}


@pytest.mark.parametrize("data", list(BAD_JSON.values()), ids=list(BAD_JSON))
async def test_bad_json_gets_an_empty_400(data: bytes) -> None:
    async with bot_stand() as stand:
        answer = await stand.post(data=data)
        assert (answer.status, answer.text) == (400, "")
        assert stand.receiver.events == []


async def test_odd_but_honest_text_comes_through_as_it_was_typed() -> None:
    typed = "räka å 👨‍👩‍👧 \\u0000 {{DATE()}} \U0001f600"
    async with bot_stand(receiver=saved()) as stand:
        body = stand.activity("card_submit", value={"text": typed, "deep": [[[[{"x": 1.5}]]]]})
        for raw in (json.dumps(body).encode(), json.dumps(body, ensure_ascii=False).encode()):
            answer = await stand.post(data=raw.replace(b"1710662401129", b"%d" % len(raw)))
            assert answer.status == 200
        for event in stand.receiver.events:
            assert event.data["text"] == typed  # type: ignore[union-attr]  # a CardSubmitted
        assert len(stand.receiver.events) == 2


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"])
async def test_other_methods_get_405(method: str) -> None:
    async with bot_stand() as stand, stand.session.request(method, stand.url + PATH) as response:
        assert response.status == 405


async def test_there_is_no_way_to_a_web_socket() -> None:
    async with bot_stand() as stand:
        upgrade = (
            "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        )
        assert await stand.raw_status(upgrade, method="GET") == 405
        assert await stand.raw_status(f"{upgrade}Authorization: Bearer {stand.token()}\r\n", b"{}") in {
            400,
            403,
        }


async def test_a_caller_that_hangs_up_halfway_does_no_harm() -> None:
    async with bot_stand(receiver=saved()) as stand:
        host, port = stand.url.removeprefix("http://").split(":")
        _, writer = await asyncio.open_connection(host, int(port))
        writer.write(
            f"POST {PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {stand.token()}\r\n"
            "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{".encode()
        )
        await writer.drain()
        await stand.tick()
        writer.transport.abort()
        assert (await stand.post()).status == 200
