namespace Amazon.ObservabilityAdmin.Model;

/// <summary>The telemetry of a resource.</summary>
public class TelemetryConfiguration
{
    /// <summary>Account of the resource.</summary>
    public string? AccountIdentifier { get; set; }

    /// <summary>Id of the resource, such as that of a VPC.</summary>
    public string? ResourceIdentifier { get; set; }

    /// <summary>Type of the resource, such as <c>AWS::EC2::VPC</c>.</summary>
    public string? ResourceType { get; set; }

    /// <summary>Tags of the resource; null if the service returned none.</summary>
    public Dictionary<string, string>? ResourceTags { get; set; }

    /// <summary>State of each kind of telemetry, such as <c>Logs</c>: <c>Enabled</c>, <c>Disabled</c> or <c>NotApplicable</c>.</summary>
    public Dictionary<string, string>? TelemetryConfigurationState { get; set; }
}
