"""The few processes that decode pictures, and the queue before them."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from os import SEEK_END
from threading import Lock
from typing import BinaryIO

from services.photos.protocol import Inspection, Unfit
from services.photos.refusals import UNFIT, BrokenPhoto, PhotosBusy, PhotoTimedOut
from services.photos.worker import Died, Worker


def heic_installed() -> bool:
    """Tell whether the optional reader of HEIC pictures is there."""
    return find_spec("pillow_heif") is not None


class DecodingPool:
    """Decodes pictures in child processes, a few at a time.

    A process is replaced after `pictures` of them, and after any failure. When more
    than `waiting` pictures wait, the next is refused. `close` ends all processes.
    """

    def __init__(
        self,
        size: int = 2,
        *,
        heic: bool | None = None,
        seconds: float = 10.0,
        pictures: int = 200,
        waiting: int = 32,
    ) -> None:
        self._heic = heic_installed() if heic is None else heic
        self._seconds = seconds
        self._pictures = pictures
        self._most = size + waiting
        self._under_way = 0
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._closed = False
        self._lock = Lock()
        self._threads = ThreadPoolExecutor(size, "photos")

    async def inspect(self, picture: BinaryIO) -> Inspection:
        """Decode and clean a picture, read from its file's beginning.

        Raises UnsupportedPhoto, HeicNotEnabled, BrokenPhoto, TooManyPixels,
        PhotoTimedOut, or PhotosBusy when too many are waiting.
        """
        with self._lock:
            if self._under_way >= self._most:
                raise PhotosBusy
            self._under_way += 1
        try:
            future = self._threads.submit(self._inspect, picture)
        except RuntimeError as closed:
            self._leave()
            raise PhotosBusy from closed
        future.add_done_callback(lambda _: self._leave())
        return await asyncio.wrap_future(future)

    def workers(self) -> list[int]:
        """Answer the numbers of the processes that live now."""
        with self._lock:
            return [worker.pid for worker in (*self._idle, *self._busy)]

    def close(self) -> None:
        """End every process; pictures under way are given up."""
        with self._lock:
            self._closed = True
            for worker in self._busy:
                worker.kill()  # whoever waits for it sees it die, and clears up
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.close()
        self._threads.shutdown(cancel_futures=True)

    def _inspect(self, picture: BinaryIO) -> Inspection:
        for _ in range(2):  # a process may die for reasons that are not the picture's
            worker = self._taken()
            try:
                size = picture.seek(0, SEEK_END)
                picture.seek(0)
                answer = worker.ask(picture, size, self._seconds)
            except Died as died:
                if died.overtime:
                    raise PhotoTimedOut from died
                continue
            finally:
                self._put_back(worker)
            if isinstance(answer, Unfit):
                raise UNFIT.get(answer.reason, BrokenPhoto)
            return answer
        raise BrokenPhoto

    def _taken(self) -> Worker:
        with self._lock:
            if self._closed:
                raise PhotosBusy
            worker = self._idle.pop() if self._idle else None
            if worker is not None:
                self._busy.add(worker)
                return worker
        worker = Worker(heic=self._heic)
        with self._lock:
            self._busy.add(worker)
            if self._closed:
                worker.kill()
        return worker

    def _put_back(self, worker: Worker) -> None:
        with self._lock:
            self._busy.discard(worker)
            used_up = worker.spoiled or worker.served >= self._pictures
            if not used_up and not self._closed:
                self._idle.append(worker)
                return
        worker.close()

    def _leave(self) -> None:
        with self._lock:
            self._under_way -= 1
