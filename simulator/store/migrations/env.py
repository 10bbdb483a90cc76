"""Run by Alembic: applies the migrations on the connection that the store hands over, in its transaction."""

from alembic import context

from simulator.store.schema import metadata

connection = context.config.attributes["connection"]
if connection is None:
    raise RuntimeError("Migrations run when the store is opened: call simulator.store.open_store(url).")
context.configure(
    connection=connection, target_metadata=metadata, render_as_batch=True, transactional_ddl=True
)
with context.begin_transaction():
    context.run_migrations()
