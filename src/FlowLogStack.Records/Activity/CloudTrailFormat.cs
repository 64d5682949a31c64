using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>The format of CloudTrail's records: the columns of its table, as AWS documents them.</summary>
/// <remarks>
/// The names of columns are those of the JSON values in lower case. <c>requestparameters</c>, <c>responseelements</c> and
/// <c>additionaleventdata</c> differ by call, so they are JSON text.
/// </remarks>
public static class CloudTrailFormat
{
    /// <summary>Default name of a table.</summary>
    public const string TableName = "cloudtrail";

    const string Identity = "struct<type:string,principalid:string,arn:string,accountid:string,invokedby:string,accesskeyid:string,username:string,"
        + "onbehalfof:struct<userid:string,identitystorearn:string>,"
        + "sessioncontext:struct<attributes:struct<mfaauthenticated:string,creationdate:string>,"
        + "sessionissuer:struct<type:string,principalid:string,arn:string,accountid:string,username:string>,"
        + "ec2roledelivery:string,webidfederationdata:struct<federatedprovider:string,attributes:map<string,string>>>>";

    /// <summary>Columns of a Glue table.</summary>
    public static ImmutableArray<GlueColumn> Columns { get; } =
    [
        new("eventversion", "string"),
        new("useridentity", Identity),
        new("eventtime", "string"),
        new("eventsource", "string"),
        new("eventname", "string"),
        new("awsregion", "string"),
        new("sourceipaddress", "string"),
        new("useragent", "string"),
        new("errorcode", "string"),
        new("errormessage", "string"),
        new("requestparameters", "string"),
        new("responseelements", "string"),
        new("additionaleventdata", "string"),
        new("requestid", "string"),
        new("eventid", "string"),
        new("readonly", "string"),
        new("resources", "array<struct<arn:string,accountid:string,type:string>>"),
        new("eventtype", "string"),
        new("apiversion", "string"),
        new("recipientaccountid", "string"),
        new("serviceeventdetails", "string"),
        new("sharedeventid", "string"),
        new("vpcendpointid", "string"),
        new("vpcendpointaccountid", "string"),
        new("eventcategory", "string"),
        new("addendum", "struct<reason:string,updatedfields:string,originalrequestid:string,originaleventid:string>"),
        new("sessioncredentialfromconsole", "string"),
        new("edgedevicedetails", "string"),
        new("tlsdetails", "struct<tlsversion:string,ciphersuite:string,clientprovidedhostheader:string>"),
    ];
}
