using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Constructs;

namespace FlowLogStack.Dashboards;

/// <summary>Text as after deployment, with placeholder values for tokens.</summary>
static class DeployedText
{
    const string Region = "eu-west-1";
    const string Account = "111122223333";

    internal static string Of(Construct scope, string text)
    {
        if (!Token.IsUnresolved(text))
            return text;
        var resolved = JsonSerializer.SerializeToNode(Places.StackOf(scope).Resolve(text));
        var deployed = new StringBuilder();
        Write(resolved, deployed);
        return deployed.ToString();
    }

    static void Write(JsonNode? node, StringBuilder text)
    {
        switch (node)
        {
            case JsonValue value:
                text.Append(value.ToString());
                break;
            case JsonObject call when call.Count == 1:
                Write(call.Single().Key, call.Single().Value, text);
                break;
        }
    }

    static void Write(string function, JsonNode? argument, StringBuilder text)
    {
        switch (function)
        {
            case "Fn::Join" when argument is JsonArray { Count: 2 } join && join[1] is JsonArray parts:
                for (var i = 0; i < parts.Count; i++)
                {
                    if (i > 0)
                        Write(join[0], text);
                    Write(parts[i], text);
                }

                break;
            case "Fn::If" when argument is JsonArray { Count: 3 } choice:
                Write(choice[1], text);
                break;
            case "Ref":
                text.Append(argument?.ToString() switch
                {
                    "AWS::Region" => Region,
                    "AWS::AccountId" => Account,
                    "AWS::Partition" => "aws",
                    "AWS::URLSuffix" => "amazonaws.com",
                    "AWS::StackName" => "stack",
                    var id => id,
                });
                break;
            case "Fn::GetAtt" when argument is JsonArray { Count: 2 } attribute:
                var name = attribute[1]!.ToString();
                text.Append(name.EndsWith("Arn", StringComparison.Ordinal) ? $"arn:aws:service:{Region}:{Account}:{attribute[0]}" : $"{attribute[0]}-{name}");
                break;
            default:
                text.Append("value");
                break;
        }
    }
}
