"""The files of a public GitHub repository at one commit: its listing, and what Git LFS keeps elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote

from frontwatch.fetching.client import Client
from frontwatch.fetching.errors import FetchError
from frontwatch.fetching.offer import Checksum
from frontwatch.fetching.settings import LISTED_FILES, LISTING_BYTES, MAP_BYTES, POINTER_BYTES

T = TypeVar("T")
PLAIN_FILES = {"100644", "100755"}
_POINTER = re.compile(
    r"version https://git-lfs\.github\.com/spec/v1\noid sha256:([0-9a-f]{64})\nsize (\d{1,12})\n", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository's name and the three servers that give its commits, its files and its large files."""

    name: str
    api: str = "https://api.github.com"
    raw: str = "https://raw.githubusercontent.com"
    media: str = "https://media.githubusercontent.com"

    @property
    def origins(self) -> tuple[str, ...]:
        """Each once."""
        return tuple(dict.fromkeys((self.api, self.raw, self.media)))


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of a commit: path in the repository, Git's name of its content, its size in bytes."""

    path: str
    sha: str
    size: int


@dataclass(frozen=True, slots=True)
class _Entry:
    path: str
    type: str = ""
    mode: str = ""
    sha: str = ""
    size: int = -1


@dataclass(frozen=True, slots=True)
class _Tree:
    tree: list[_Entry]
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where a file's bytes are, what they hash to, how many they are."""

    url: str
    checksum: Checksum
    size: int


def commit_of(client: Client, repository: Repository, commit: str = "") -> str:
    """The commit to take everything from: the one given, else the newest of the default branch.

    Raises: FetchError: no commit by that name.
    """
    if commit:
        if not _is_hash(commit):
            raise FetchError(f"{commit[:60]!r} is no commit; give its 40 hex digits.")
        return commit
    url = f"{repository.api}/repos/{repository.name}/commits/HEAD"
    _, body = client.body(url, POINTER_BYTES, {"Accept": "application/vnd.github.sha"})
    told = body.decode("ascii", "replace").strip()
    if not _is_hash(told):
        raise FetchError(f"{repository.api} does not tell the newest commit of {repository.name}; try again later.")
    return told


def blobs(client: Client, repository: Repository, commit: str) -> Iterator[Blob]:
    """The plain files of a commit; whatever is no file, or has no proper hash or size, is left out.

    Raises: FetchError: no listing, a cut one, or one that is no listing.
    """
    url = f"{repository.api}/repos/{repository.name}/git/trees/{commit}?recursive=1"
    _, body = client.body(url, LISTING_BYTES, {"Accept": "application/vnd.github+json"})
    tree = parsed(body, _Tree, f"The listing of {repository.name}")
    if tree.truncated or len(tree.tree) > LISTED_FILES:
        raise FetchError(f"The listing of {repository.name} is cut short or too long, so it cannot be trusted.")
    for entry in tree.tree:
        if entry.type == "blob" and entry.mode in PLAIN_FILES and _is_hash(entry.sha) and 0 < entry.size <= MAP_BYTES:
            yield Blob(entry.path, entry.sha, entry.size)


def source(client: Client, repository: Repository, commit: str, blob: Blob, *, may_be_pointer: bool = False) -> Source:
    """Where a file's content is: in the repository itself, or where its Git LFS pointer leads.

    Raises: FetchError: a pointer to more than 64 MB.
    """
    path = f"{repository.name}/{commit}/{quote(blob.path)}"
    if may_be_pointer and blob.size < POINTER_BYTES:
        _, body = client.body(f"{repository.raw}/{path}", POINTER_BYTES)
        if found := _POINTER.fullmatch(body.decode("ascii", "replace")):
            if not 0 < int(found[2]) <= MAP_BYTES:
                raise FetchError(f"{blob.path}: {int(found[2]):,} bytes are more than one file of maps can be.")
            return Source(f"{repository.media}/media/{path}", Checksum("sha256", found[1]), int(found[2]))
    return Source(f"{repository.raw}/{path}", Checksum("git", blob.sha), blob.size)


def parsed(body: bytes, kind: type[T], what: str) -> T:
    """A JSON body as a frozen record.

    Raises: FetchError: it is not what it should be.
    """
    import msgspec

    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        raise FetchError(f"{what} is not what it should be ({error}); the publisher may have changed it.") from error


def _is_hash(told: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{40}", told) is not None
