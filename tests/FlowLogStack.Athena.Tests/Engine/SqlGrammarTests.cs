namespace FlowLogStack.Athena.Tests;

/// <summary>The grammars reject invalid SQL and accept valid SQL.</summary>
public sealed class SqlGrammarTests
{
    [ToolFact("node", "npm")]
    public void Objects_to_a_misspelt_query_by_line_and_column()
    {
        var objections = SqlGrammar.Objections("trino", ["SELECT 1", "SELECT a\nFRM t",
            "SELECT contains('10.0.0.0/8', TRY_CAST(a AS IPADDRESS)) FROM \"t\" WHERE b = ?"]);
        Assert.Contains("line 2, column", Assert.Single(objections));
    }

    [ToolFact("node", "npm")]
    public void Objects_to_a_misspelt_table_definition() =>
        Assert.Single(SqlGrammar.Objections("hive", ["CREATE EXTERNAL TABLE t (a int) LOCATION 's3://b/'",
            "CREATE EXTERNAL TABLE t (a int,) LOCATION 's3://b/'"]));
}
