using System.Text;
using System.Text.Json;

namespace FlowLogStack.Records.Tests;

public sealed class HiveTypeTests
{
    static string Print(HiveType type) => type switch
    {
        HiveType.Text => "string",
        HiveType.BigInt => "bigint",
        HiveType.List(var item) => $"array<{Print(item)}>",
        HiveType.Map(var value) => $"map<string,{Print(value)}>",
        HiveType.Struct(var members) => $"struct<{string.Join(',', members.Select(member => $"{member.Name}:{Print(member.Type)}"))}>",
        _ => throw new InvalidOperationException($"{type} is not a type."),
    };

    [Fact]
    public void Types_of_columns_are_read_and_printed_alike()
    {
        Assert.All(CloudTrailFormat.Columns.Select(column => column.Type).Concat(["bigint", "array<array<bigint>>", "map<string,array<struct<a:bigint>>>"]),
            text => Assert.Equal(text, Print(HiveType.Parse(text))));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("int", 1)]
    [InlineData("strings", 1)]
    [InlineData("string>", 7)]
    [InlineData("array", 6)]
    [InlineData("array<string", 13)]
    [InlineData("array(string)", 6)]
    [InlineData("map<string>", 11)]
    [InlineData("map<string,string", 18)]
    [InlineData("struct<>", 8)]
    [InlineData("struct<a>", 8)]
    [InlineData("struct<a:string", 16)]
    [InlineData("struct<a:string,>", 17)]
    [InlineData("struct<a:int>", 10)]
    public void Another_text_is_an_error_with_its_position(string text, int position) =>
        Assert.Equal($"The column type '{text}' is not supported at position {position}. Use string, bigint, array, map and struct.",
            Assert.Throws<FormatException>(() => HiveType.Parse(text)).Message);

    [Theory]
    [InlineData("eventName", "eventname")]
    [InlineData("userIdentity.type", "useridentity.type")]
    [InlineData("userIdentity.sessionContext.sessionIssuer.userName", "useridentity.sessioncontext.sessionissuer.username")]
    [InlineData("requestParameters.userName", "json_extract_scalar(requestparameters, '$.userName')")]
    [InlineData("responseElements.a.b", "json_extract_scalar(responseelements, '$.a.b')")]
    public void A_path_in_SQL_is_a_column_its_member_or_a_value_of_its_JSON(string path, string sql) => Assert.Equal(sql, EventPath.ToSql(path));

    [Theory]
    [InlineData("noSuchValue", "is not a value of a CloudTrail record")]
    [InlineData("userIdentity.noSuchValue", "is not a value of the table of a trail. Use a path within the type of the column 'useridentity'")]
    [InlineData("userIdentity.type.more", "is not a value of the table of a trail")]
    [InlineData("resources.arn", "is not a value of the table of a trail")]
    public void Another_path_is_an_error(string path, string problem) =>
        Assert.Contains($"'{path}' {problem}", Assert.Throws<ArgumentException>(() => EventPath.ToSql(path)).Message);

    [Theory]
    [InlineData("""{"eventName":"A","EVENTNAME":"B","other":1}""", """{"eventname":"A"}""")]
    [InlineData("""{"eventname":null,"EventName":"B"}""", """{"eventname":"B"}""")]
    [InlineData("""{"readOnly":true,"requestParameters":{"a":[1, "b"]},"apiVersion":7}""",
        """{"requestparameters":"{\u0022a\u0022:[1, \u0022b\u0022]}","readonly":"true","apiversion":"7"}""")]
    [InlineData("""{"userIdentity":{"type":"Root","other":1,"sessionContext":{"webIdFederationData":{"attributes":{"K":"v","l":2}}}}}""",
        """{"useridentity":{"type":"Root","sessioncontext":{"webidfederationdata":{"attributes":{"K":"v","l":"2"}}}}}""")]
    [InlineData("""{"userIdentity":"text","resources":{"arn":"a"},"tlsDetails":[]}""", """{"useridentity":null,"resources":null,"tlsdetails":null}""")]
    [InlineData("""{"resources":[{"ARN":"a","x":1},{"type":"t"},5]}""", """{"resources":[{"arn":"a"},{"type":"t"},null]}""")]
    [InlineData("{}", "{}")]
    public void A_record_is_a_row_with_the_names_the_structure_and_the_types_of_the_columns(string record, string row)
    {
        using var json = JsonDocument.Parse(record);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
            CloudTrailRow.Write(json.RootElement, writer);
        Assert.Equal(row, Encoding.UTF8.GetString(stream.ToArray()));
    }
}
