using System.Text.Json.Nodes;

namespace FlowLogStack.Simulation;

/// <summary>A resource of a template, whatever its type, with its properties worked out.</summary>
/// <param name="LogicalId">Its logical id.</param>
/// <param name="Type">Its type, as in <c>AWS::EC2::FlowLog</c>.</param>
/// <param name="Properties">Its properties, without those that are <c>AWS::NoValue</c>.</param>
/// <param name="Unknown">The properties that could not be worked out, each with the reason.</param>
public sealed record TemplateResource(string LogicalId, string Type, JsonObject Properties, IReadOnlyDictionary<string, string> Unknown);
