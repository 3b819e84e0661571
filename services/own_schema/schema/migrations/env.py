"""Alembic's entry: runs the migrations on the connection that `services.own_schema.schema.upgrade` hands over."""

from alembic import context

from services.own_schema.database.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
