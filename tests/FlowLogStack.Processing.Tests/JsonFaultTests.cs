using System.Text.Json;

namespace FlowLogStack.Processing.Tests;

/// <summary>Reasons why a text is not valid JSON.</summary>
public sealed class JsonFaultTests
{
    [Theory]
    [InlineData("{", "line 1, column 2: an object or a list is not closed.")]
    [InlineData("{\n  \"a\": 1,\n  b }", "line 3, column 3: 'b' is an invalid start of a property name. Expected a '\"'.")]
    [InlineData("[1, x]", "line 1, column 5: 'x' is an invalid start of a value.")]
    public void Has_the_place_counted_from_1_and_the_reason(string json, string words) =>
        Assert.Equal(words, JsonFault.Of(Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(json))));
}
