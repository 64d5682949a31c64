using System.Text.Json.Nodes;

namespace FlowLogStack.Simulation;

/// <summary>A resource of a template, of any type, with resolved properties.</summary>
/// <param name="LogicalId">Logical id of the resource.</param>
/// <param name="Type">Type of the resource, such as <c>AWS::EC2::FlowLog</c>.</param>
/// <param name="Properties">Properties, without those that are <c>AWS::NoValue</c>.</param>
/// <param name="Unknown">Properties that can't be resolved, with the reasons.</param>
sealed record TemplateResource(string LogicalId, string Type, JsonObject Properties, IReadOnlyDictionary<string, string> Unknown);
