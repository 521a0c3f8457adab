"""What psycopg 3 does, on one server: prints `ok <check>` or `not ok <check>: <why>` for each.

Arguments: engine (mizu or postgresql), host, port, user, database. The checks are ones that PostgreSQL passes, but for
those that are named for mizu.
"""
import datetime as dt
import decimal
import sys
import threading
import time
import traceback
import uuid

import psycopg
from psycopg.types.json import Jsonb

ENGINE, HOST, PORT, USER, DATABASE = sys.argv[1:6]
CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


def mizu(function):
    if ENGINE == "mizu":
        CHECKS.append(function)
    return function


def connect(**options):
    return psycopg.connect(host=HOST, port=int(PORT), user=USER, dbname=DATABASE, **options)


def equal(actual, expected):
    if actual != expected or type(actual) is not type(expected):
        raise AssertionError(f"expected {expected!r}, got {actual!r}")


def refused(work, sqlstate, position=None):
    try:
        work()
    except psycopg.Error as error:
        equal(error.sqlstate, sqlstate)
        if position is not None:
            equal(error.diag.statement_position, str(position))
        return error
    raise AssertionError(f"expected an error {sqlstate}")


class Table:
    """A table of this check's own."""

    def __init__(self, connection, columns):
        self.name = "p_" + uuid.uuid4().hex[:12]
        self.connection = connection
        connection.execute(f"CREATE TABLE {self.name} ({columns})")

    def __enter__(self):
        return self.name

    def __exit__(self, *_):
        self.connection.execute(f"DROP TABLE {self.name}")


VALUES = {
    "bool": True,
    "int2": -32768,
    "int4": 2147483647,
    "int8": -9223372036854775808,
    "float8": 0.1,
    "numeric": decimal.Decimal("-12345678901234567890.123456789"),
    "text": "水 \\ ' \" \n\t é",
    "bytea": bytes(range(256)),
    "date": dt.date(2024, 2, 29),
    "time": dt.time(23, 59, 59, 999999),
    "timestamp": dt.datetime(1999, 12, 31, 23, 59, 59, 1),
    "timestamptz": dt.datetime(2001, 2, 3, 4, 5, 6, tzinfo=dt.timezone.utc),
    "interval": dt.timedelta(days=3, hours=4, microseconds=5),
    "uuid": uuid.UUID("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
    "int4[]": [1, 2, 3],
    "text[]": ["a", "b,c", 'd"e', "", "NULL"],
}


@check
def states_its_parameters():
    with connect() as connection:
        info = connection.info
        equal(info.parameter_status("client_encoding"), "UTF8")
        equal(info.parameter_status("standard_conforming_strings"), "on")
        equal(info.parameter_status("integer_datetimes"), "on")
        assert info.server_version > 90000, info.server_version


@check
def reads_each_type_as_text_and_binary():
    with connect() as connection:
        for binary in (False, True):
            cursor = connection.cursor(binary=binary)
            for name, value in VALUES.items():
                literal = psycopg.sql.Literal(value).as_string(connection)
                equal(cursor.execute(f"SELECT CAST({literal} AS {name})").fetchone()[0], value)


@check
def sends_each_type_as_text_and_binary():
    with connect() as connection:
        for form in ("%t", "%b"):
            for name, value in VALUES.items():
                equal(connection.execute(f"SELECT {form}::{name}", [value]).fetchone()[0], value)


@check
def sends_null_of_each_type():
    with connect() as connection:
        for name in VALUES:
            equal(connection.execute(f"SELECT %s::{name}", [None]).fetchone()[0], None)


@check
def carries_json():
    document = {"a": [1, 2.5, None, True], "ü": {"b": "c"}}
    with connect() as connection:
        equal(connection.execute("SELECT %s::jsonb", [Jsonb(document)]).fetchone()[0], document)
        equal(connection.execute("SELECT %s::jsonb -> 'a' ->> 1", [Jsonb(document)]).fetchone()[0], "2.5")


@check
def describes_columns():
    with connect() as connection:
        columns = connection.execute("SELECT 1 AS a, 'x'::text AS b, 1.5::numeric AS c, now() AS d").description
        equal([c.name for c in columns], ["a", "b", "c", "d"])
        equal([c.type_code for c in columns], [23, 25, 1700, 1184])


@check
def prepares_once_and_runs_often():
    with connect() as connection:
        for i in range(20):
            row = connection.execute("SELECT %s::int8 * 2, %s::text", [i, str(i)], prepare=True).fetchone()
            equal(row, (2 * i, str(i)))


@check
def writes_many_rows_and_counts_them():
    with connect(autocommit=True) as connection, Table(connection, "a int, b text") as table:
        cursor = connection.cursor()
        cursor.executemany(f"INSERT INTO {table} VALUES (%s, %s)", [(i, f"row {i}") for i in range(50)])
        equal(cursor.rowcount, 50)
        equal(connection.execute(f"UPDATE {table} SET b = 'x' WHERE a < 10").rowcount, 10)
        equal(connection.execute(f"DELETE FROM {table} WHERE a >= 40").rowcount, 10)
        equal(connection.execute(f"SELECT count(*), count(DISTINCT b) FROM {table}").fetchone(), (40, 31))


@check
def returns_what_it_wrote():
    with connect(autocommit=True) as connection, Table(connection, "a int, b text") as table:
        row = connection.execute(f"INSERT INTO {table} VALUES (%s, %s) RETURNING a + 1, b", [1, "x"]).fetchone()
        equal(row, (2, "x"))


@check
def keeps_what_it_commits_only():
    with connect() as connection, connect(autocommit=True) as other, Table(other, "a int") as table:
        connection.execute(f"INSERT INTO {table} VALUES (1)")
        connection.rollback()
        connection.execute(f"INSERT INTO {table} VALUES (2)")
        equal(other.execute(f"SELECT count(*) FROM {table}").fetchone()[0], 0)
        connection.commit()
        equal(other.execute(f"SELECT a FROM {table}").fetchall(), [(2,)])


@check
def refuses_statements_of_a_failed_transaction():
    with connect() as connection:
        refused(lambda: connection.execute("SELECT 1 / 0"), "22012")
        refused(lambda: connection.execute("SELECT 1"), "25P02")
        connection.rollback()
        equal(connection.execute("SELECT 1").fetchone()[0], 1)


@check
def fetches_through_a_server_side_cursor():
    with connect() as connection, connection.cursor("portions") as cursor:
        cursor.itersize = 100
        cursor.execute("SELECT i FROM generate_series(1, 1000) AS g(i) ORDER BY i")
        equal(sum(row[0] for row in cursor), 500500)


@check
def copies_in_and_out():
    rows = [(1, "a\tb\\c\nd", None), (2, "", dt.date(2020, 1, 1)), (3, None, None)]
    with connect(autocommit=True) as connection, Table(connection, "a int, b text, c date") as table:
        cursor = connection.cursor()
        with cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        equal(cursor.rowcount, 3)
        with cursor.copy(f"COPY (SELECT a, b, c FROM {table}) TO STDOUT") as copy:
            copy.set_types(["int4", "text", "date"])
            equal(sorted(copy.rows(), key=lambda row: row[0]), rows)


@check
def copies_csv():
    with connect(autocommit=True) as connection, Table(connection, "a int, b text") as table:
        cursor = connection.cursor()
        with cursor.copy(f"COPY {table} FROM STDIN WITH (FORMAT csv)") as copy:
            copy.write('1,"a,""b"""\n2,\n3,""\n')
        # A quoted NULL string, here the empty one, is NULL in mizu as well; COPY's reference says so.
        empty = None if ENGINE == "mizu" else ""
        rows = connection.execute(f"SELECT a, b FROM {table} ORDER BY a").fetchall()
        equal(rows, [(1, 'a,"b"'), (2, None), (3, empty)])


@check
def gives_up_a_copy():
    with connect(autocommit=True) as connection, Table(connection, "a int") as table:
        def fail():
            with connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                copy.write("1\nx\n")
        refused(fail, "22P02")
        equal(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0], 0)


@check
def pipelines():
    with connect(autocommit=True) as connection:
        with connection.pipeline():
            cursors = [connection.execute("SELECT %s::int4", [i]) for i in range(100)]
        equal([cursor.fetchone()[0] for cursor in cursors], list(range(100)))


@check
def skips_the_rest_of_a_pipeline_after_an_error():
    with connect(autocommit=True) as connection:
        def fail():
            with connection.pipeline():
                connection.execute("SELECT 1")
                connection.execute("SELECT 1 / (%s::int4)", [0])
                connection.execute("SELECT 2")
        refused(fail, "22012")
        equal(connection.execute("SELECT 3").fetchone()[0], 3)


@check
def names_errors_and_their_place():
    with connect(autocommit=True) as connection:
        refused(lambda: connection.execute("SELECT * FROM nowhere"), "42P01", 15)
        refused(lambda: connection.execute("SELECT nothing"), "42703", 8)
        refused(lambda: connection.execute("SELECT 1 +"), "42601")
        refused(lambda: connection.execute("SELEC 1"), "42601", 1)
        refused(lambda: connection.execute("SELECT nofunction(1)"), "42883", 8)
        refused(lambda: connection.execute("SELECT 'x'::int4"), "22P02")
        refused(lambda: connection.execute("SELECT %s::int4", ["x"]), "22P02")
        refused(lambda: connection.execute("SELECT 2147483647 + 1"), "22003")
        equal(connection.execute("SELECT 1").fetchone()[0], 1)


@check
def runs_a_script_of_statements():
    with connect(autocommit=True) as connection:
        cursor = connection.execute("SELECT 1; SELECT 2; SELECT 3")
        equal(cursor.fetchone()[0], 1)
        cursor.nextset()
        cursor.nextset()
        equal(cursor.fetchone()[0], 3)


@mizu
def follows_a_subscribe_and_cancels_it():
    with connect(autocommit=True) as connection, connect(autocommit=True) as writer, Table(writer, "a int") as table:
        seen = []

        def write():
            for i in range(5):
                writer.execute(f"INSERT INTO {table} VALUES ({i})")
            time.sleep(0.3)
            connection.cancel_safe()

        thread = threading.Thread(target=write)
        thread.start()

        def follow():
            with connection.cursor().copy(f"COPY (SUBSCRIBE {table}) TO STDOUT") as copy:
                copy.set_types(["numeric", "int8", "int4"])
                for row in copy.rows():
                    seen.append(row)
        refused(follow, "57014")
        thread.join()
        equal([(diff, a) for _, diff, a in seen], [(1, i) for i in range(5)])
        times = [moment for moment, _, _ in seen]
        equal(times, sorted(times))
        equal(connection.execute("SELECT 1").fetchone()[0], 1)


def main():
    for function in CHECKS:
        try:
            function()
            print(f"ok {function.__name__}", flush=True)
        except BaseException as error:  # the report is the point
            where = traceback.extract_tb(error.__traceback__)
            line = next((f.lineno for f in reversed(where) if f.filename == __file__), 0)
            text = " ".join(f"{type(error).__name__} {error}".split())
            print(f"not ok {function.__name__}: line {line}: {text}", flush=True)


main()
