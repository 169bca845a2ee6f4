"""`gpumarket up` and `gpumarket worker`."""


def up() -> None:
    """Run everything: page, scheduler, worker, PostgreSQL.

    PostgreSQL is started unless DATABASE_URL is set.

    Until a real retailer is enabled, the demo market is shown. Ctrl-C stops it all.
    """
    _run(with_web=True)


def worker() -> None:
    """Run jobs in another process or on another machine.

    Give it the same DATABASE_URL.

    It polls, but shows no page. Without DATABASE_URL it joins the embedded PostgreSQL of this machine.
    """
    _run(with_web=False)


def _run(*, with_web: bool) -> None:
    import asyncio

    from monitor.commands.session import prepare
    from monitor.service import Service

    settings = prepare()

    async def run() -> None:
        await Service(settings, with_web=with_web).run()

    asyncio.run(run())
