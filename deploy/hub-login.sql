-- Makes the role that the three services log in as, and the hub's database. The container of PostgreSQL runs this once,
-- when it makes its data folder. The role is no superuser: it owns this database and may make the services' own roles.
\getenv password HUB_LOGIN_PASSWORD
create role hub_login login createrole password :'password';
create database hub owner hub_login;
revoke connect on database hub from public;
