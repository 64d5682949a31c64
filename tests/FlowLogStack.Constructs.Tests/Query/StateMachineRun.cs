using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FlowLogStack.Constructs.Tests.Query;

/// <summary>Runs a state machine of the states language (JSONPath) with tasks that the test performs.</summary>
/// <param name="perform">Performs a task: its resource and parameters. An exception is an error of the task.</param>
sealed partial class StateMachineRun(Func<string, JsonNode, JsonNode> perform)
{
    /// <summary>Runs a machine. Returns its output, or null if it failed.</summary>
    internal JsonNode? Run(JsonNode machine, JsonNode input)
    {
        var (name, data) = ((string)machine["StartAt"]!, input);
        while (true)
        {
            var state = machine["States"]![name]!;
            switch ((string)state["Type"]!)
            {
                case "Succeed":
                    return data;
                case "Fail":
                    return null;
                case "Choice":
                    name = NextOf(state, data);
                    continue;
                case "Pass":
                    data = state["Result"]?.DeepClone() ?? Filled(state["Parameters"]!, data);
                    break;
                case "Map":
                    var results = data.AsArray().Select(item => Run(state["ItemProcessor"]!, item!.DeepClone())).ToList();
                    if (results.Contains(null))
                        return null;
                    data = new JsonArray([.. results]);
                    break;
                case "Task":
                    try
                    {
                        data = Stored(data, (string)state["ResultPath"]!, perform((string)state["Resource"]!, Filled(state["Parameters"]!, data)));
                    }
                    catch (InvalidOperationException e)
                    {
                        var caught = Assert.Single(state["Catch"]!.AsArray())!;
                        Assert.Equal("""["States.ALL"]""", caught["ErrorEquals"]!.ToJsonString());
                        data = Stored(data, (string)caught["ResultPath"]!, new JsonObject { ["Error"] = e.Message });
                        name = (string)caught["Next"]!;
                        continue;
                    }

                    break;
                case var type:
                    throw new NotSupportedException(type);
            }

            if ((bool?)state["End"] == true)
                return data;
            name = (string)state["Next"]!;
        }
    }

    static string NextOf(JsonNode state, JsonNode data)
    {
        var rule = Assert.Single(state["Choices"]!.AsArray())!;
        var value = At(data, (string)rule["Variable"]!) ?? throw new InvalidDataException($"{rule["Variable"]} is absent.");
        var expected = rule["StringEquals"] ?? rule["BooleanEquals"]!;
        return JsonNode.DeepEquals(value, expected) ? (string)rule["Next"]! : (string)state["Default"]!;
    }

    static JsonNode Stored(JsonNode data, string path, JsonNode value)
    {
        var copy = data.DeepClone();
        copy[path["$.".Length..]] = value.DeepClone();
        return copy;
    }

    // A parameter whose name ends with .$ is a path or an intrinsic function.
    static JsonObject Filled(JsonNode parameters, JsonNode data)
    {
        var filled = new JsonObject();
        foreach (var (name, value) in parameters.AsObject())
        {
            if (name.EndsWith(".$", StringComparison.Ordinal))
                filled[name[..^2]] = Value((string)value!, data);
            else
                filled[name] = value is JsonObject ? Filled(value, data) : value!.DeepClone();
        }

        return filled;
    }

    static JsonNode Value(string expression, JsonNode data)
    {
        if (!expression.StartsWith("States.", StringComparison.Ordinal))
            return (At(data, expression) ?? throw new InvalidDataException($"{expression} is absent.")).DeepClone();
        var call = Call().Match(expression);
        string[] arguments = [.. call.Groups[2].Value.Split(", ")];
        if (call.Groups[1].Value == "ArrayContains")
            return JsonValue.Create(Texts(data, arguments[0]).Contains(arguments[1].Trim('\'')));
        Assert.Equal("Format", call.Groups[1].Value);
        var index = 0;
        return JsonValue.Create(Hole().Replace(arguments[0].Trim('\''), _ => (string)Value(arguments[++index], data)!));
    }

    static IEnumerable<string> Texts(JsonNode data, string path)
    {
        Assert.StartsWith("$[*].", path, StringComparison.Ordinal);
        return data.AsArray().Select(item => (string)item![path["$[*].".Length..]]!);
    }

    static JsonNode? At(JsonNode data, string path) =>
        Step().Matches(path).Aggregate((JsonNode?)data, (node, step) => step.Groups[1].Success ? node?[step.Groups[1].Value]
            : node?.AsArray().ElementAtOrDefault(int.Parse(step.Groups[2].Value, CultureInfo.InvariantCulture)));

    [GeneratedRegex(@"\.(\w+)|\[(\d+)\]")]
    private static partial Regex Step();

    [GeneratedRegex(@"^States\.(\w+)\((.*)\)$")]
    private static partial Regex Call();

    [GeneratedRegex(@"\{\}")]
    private static partial Regex Hole();
}
