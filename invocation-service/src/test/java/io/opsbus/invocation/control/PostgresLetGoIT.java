package io.opsbus.invocation.control;

import io.opsbus.invocation.store.TestDatabase;
import java.sql.SQLException;

class PostgresLetGoIT extends LetGoContract {
    @Override
    Scene empty() throws SQLException {
        return Scene.inDatabase(TestDatabase.fresh());
    }
}
